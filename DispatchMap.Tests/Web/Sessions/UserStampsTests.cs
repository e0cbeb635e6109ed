using System.Security.Claims;
using DispatchMap.Tests.Storage;
using DispatchMap.Tests.Web.People;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.People;
using DispatchMap.Web.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Tests.Web.Sessions;

public sealed class UserStampsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly PeopleKit _kit;
    private readonly UserStamps _stamps;
    private User _user = null!;

    public UserStampsTests()
    {
        _kit = new($"Data Source={_folder.File()};Default Timeout=1;Pooling=false");
        _stamps = new(_kit.Database, new DemoMode(false), _kit.Time);
    }

    public async ValueTask InitializeAsync() => _user = await _kit.AddAsync("Dan", Role.Dispatcher);

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Holds_DatabaseCannotBeAsked_KeepsWhatItSaidLast()
    {
        var session = Session(_user.SecurityStamp!);
        Assert.True(await HoldsAsync(session));

        await DamageAsync();
        _kit.Time.Advance(TimeSpan.FromHours(1));

        Assert.True(await HoldsAsync(session));
        Assert.False(await HoldsAsync(Session("another")));
    }

    [Fact]
    public async Task Holds_DatabaseCouldNeverBeAsked_LetsNobodyIn()
    {
        await DamageAsync();

        Assert.False(await HoldsAsync(Session(_user.SecurityStamp!)));
    }

    [Fact]
    public async Task Holds_StampReplacedByAnotherProcess_IsOverWithinTheFreshness()
    {
        var session = Session(_user.SecurityStamp!);
        Assert.True(await HoldsAsync(session));

        await _kit.AskAsync((_, db) => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.SecurityStamp, "another")));
        _kit.Time.Advance(UserStamps.Freshness);

        Assert.False(await HoldsAsync(session));
        Assert.True(UserStamps.Freshness + SessionWatch.Interval < TimeSpan.FromSeconds(5), "Together they must stay within five seconds.");
    }

    [Fact]
    public async Task Holds_DemoAccountOutsideTheDemo_Never()
    {
        var demo = await _kit.AddAsync("Demo", demo: true);

        Assert.False(await HoldsAsync(Session(demo.SecurityStamp!, demo.Id)));
    }

    [Fact]
    public async Task Admits_SignedOutOfInAnotherProcess_NotWithinTheFreshness()
    {
        var (session, other) = (Session(_user.SecurityStamp!, sessionId: "one"), Session(_user.SecurityStamp!, sessionId: "two"));
        Assert.True(await AdmitsAsync(session));
        var there = new UserStamps(_kit.Database, new DemoMode(false), _kit.Time);

        await new EndedSessions(_kit.Database, there, _kit.Time).AddAsync(_user.Id, "one", TestContext.Current.CancellationToken).Soon();
        _kit.Time.Advance(UserStamps.Freshness);

        Assert.False(await AdmitsAsync(session));
        Assert.True(await AdmitsAsync(other));
    }

    [Fact]
    public async Task Ended_CookieWouldBeOverAnyway_IsForgotten()
    {
        var ended = new EndedSessions(_kit.Database, _stamps, _kit.Time);
        await ended.AddAsync(_user.Id, "old", TestContext.Current.CancellationToken).Soon();
        _kit.Time.Advance(EndedSessions.CookieLasts);
        await ended.AddAsync(_user.Id, "recent", TestContext.Current.CancellationToken).Soon();
        _kit.Time.Advance(TimeSpan.FromDays(2));

        await ended.AddAsync(_user.Id, "new", TestContext.Current.CancellationToken).Soon();

        var kept = await _kit.AskAsync((_, db) => db.UserTokens.Select(token => token.Name).ToListAsync());
        Assert.Equal(["new", "recent"], kept.Order());
    }

    private Task<bool> AdmitsAsync(ClaimsPrincipal session) => _stamps.AdmitsAsync(session, TestContext.Current.CancellationToken).Soon();

    private Task<bool> HoldsAsync(ClaimsPrincipal session) => _stamps.HoldsAsync(session, TestContext.Current.CancellationToken).Soon();

    private ClaimsPrincipal Session(string stamp, string? id = null, string sessionId = "one") => new(new ClaimsIdentity(
        [new(SessionClaims.Session, sessionId), new(ClaimTypes.NameIdentifier, id ?? _user.Id), new(new ClaimsIdentityOptions().SecurityStampClaimType, stamp)], "test"));

    private async Task DamageAsync()
    {
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.Delete(file);
        await File.WriteAllTextAsync(_folder.File(), new string('x', 8192), TestContext.Current.CancellationToken);
    }
}
