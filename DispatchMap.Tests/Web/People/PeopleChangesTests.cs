using DispatchMap.Tests.Storage;
using DispatchMap.Web.Audit;
using DispatchMap.Web.People;

namespace DispatchMap.Tests.Web.People;

public sealed class PeopleChangesTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly PeopleKit _kit;
    private User _admin = null!;
    private User _other = null!;

    public PeopleChangesTests() => _kit = new($"Data Source={_folder.File()}");

    public static TheoryData<string> Wishes => ["access", "disable", "remove", "sign-out", "two-factor"];

    public async ValueTask InitializeAsync()
    {
        _admin = await _kit.AddAsync("Anna");
        _other = await _kit.AddAsync("Dan", Role.Dispatcher);
    }

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ChangeAccess_RoleAndRestriction_EndsSessionsAndIsWrittenDown()
    {
        var answer = await Changes(_admin).ChangeAccessAsync(_other.Id, new(Role.OpsLead, [20, 10, 20]), TestContext.Current.CancellationToken).Soon();

        Assert.Null(answer.Refusal);
        var now = await _kit.FindAsync(_other);
        Assert.Equal((Role.OpsLead, "10,20"), (now!.Role, string.Join(',', now.OnlyGroups!)));
        Assert.NotEqual(_other.SecurityStamp, now.SecurityStamp);
        Assert.Equal(
            [(AuditAction.RoleChanged, "Anna", "Dan@example.com", "Dispatcher to Ops lead"), (AuditAction.RestrictionChanged, "Anna", "Dan@example.com", "Every vehicle to Group 10, Group 20")],
            (await _kit.AuditAsync()).Select(entry => (entry.Action, entry.Actor == "P. Hruška" ? "Anna" : entry.Actor, entry.Subject, entry.Detail)));
    }

    [Fact]
    public async Task ChangeAccess_NothingNew_LeavesSessionsAlone()
    {
        await Changes(_admin).ChangeAccessAsync(_other.Id, new(Role.Dispatcher, null), TestContext.Current.CancellationToken).Soon();

        Assert.Equal(_other.SecurityStamp, (await _kit.FindAsync(_other))!.SecurityStamp);
        Assert.Empty(await _kit.AuditAsync());
    }

    [Fact]
    public async Task ChangeAccess_ToAdmin_TakesTheRestrictionAway()
    {
        await Changes(_admin).ChangeAccessAsync(_other.Id, new(Role.Admin, [10]), TestContext.Current.CancellationToken).Soon();

        Assert.Null((await _kit.FindAsync(_other))!.OnlyGroups);
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task Wish_ByAnybodyButAnAdmin_IsNotAllowedAndDoesNothing(string wish)
    {
        foreach (var role in new[] { Role.Dispatcher, Role.OpsLead })
            await Assert.ThrowsAsync<NotAllowedException>(() => WishAsync(_kit.As<PeopleChanges>(role, _other.Id), wish, _admin));

        Assert.Equal(_admin.SecurityStamp, (await _kit.FindAsync(_admin))?.SecurityStamp);
        Assert.Empty(await _kit.AuditAsync());
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task Wish_ByWhoWasAnAdminWhenTheSessionBegan_IsNotAllowed(string wish)
    {
        // The session still says admin; the account does not.
        var changes = _kit.As<PeopleChanges>(Role.Admin, _other.Id);

        await Assert.ThrowsAsync<NotAllowedException>(() => WishAsync(changes, wish, _admin));
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task Wish_ForADemoAccount_IsRefused(string wish)
    {
        var demo = await _kit.AddAsync("Demo dispatcher", Role.Dispatcher, demo: true, email: "dispatcher@demo.invalid");

        var answer = await WishAsync(Changes(_admin), wish, demo);

        Assert.Contains("demo", answer.Refusal, StringComparison.Ordinal);
        Assert.Equal(demo.SecurityStamp, (await _kit.FindAsync(demo))?.SecurityStamp);
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task Wish_Done_EndsSessionsAndIsWrittenDown(string wish)
    {
        Assert.Null((await WishAsync(Changes(_admin), wish, _other)).Refusal);

        Assert.NotEqual(_other.SecurityStamp, (await _kit.FindAsync(_other))?.SecurityStamp);
        var entries = await _kit.AuditAsync();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.Equal((_other.Email, _admin.Id), (entry.Subject, entry.ActorId)));
    }

    [Theory]
    [InlineData("access")]
    [InlineData("disable")]
    [InlineData("remove")]
    public async Task Wish_ForTheLastAdmin_IsRefused(string wish)
    {
        // Neither counts: one is locked out, the other goes with the demo.
        var locked = await _kit.AddAsync("Lena");
        await Changes(_admin).SetDisabledAsync(locked.Id, true, TestContext.Current.CancellationToken).Soon();
        await _kit.AddAsync("Demo", demo: true);

        var answer = await WishAsync(Changes(_admin), wish, _admin);

        Assert.Contains("last admin", answer.Refusal, StringComparison.Ordinal);
        Assert.Equal((Role.Admin, false), (await _kit.FindAsync(_admin)) is { } left ? (left.Role, left.Disabled) : default);
    }

    [Fact]
    public async Task ResetTwoFactor_SomebodyWithAnAuthenticator_NeedsOnlyThePasswordThen()
    {
        await _kit.AskAsync(async (users, _) =>
        {
            var user = (await users.FindByIdAsync(_other.Id))!;
            await users.ResetAuthenticatorKeyAsync(user);
            await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10);
            return await users.SetTwoFactorEnabledAsync(user, true);
        });
        Assert.True(Assert.Single(await _kit.As<PeopleList>(_admin).PeopleAsync(TestContext.Current.CancellationToken).Soon(), person => person.Id == _other.Id).TwoFactor);

        await Changes(_admin).ResetTwoFactorAsync(_other.Id, TestContext.Current.CancellationToken).Soon();

        var (on, codes) = await _kit.AskAsync(async (users, _) =>
        {
            var user = (await users.FindByIdAsync(_other.Id))!;
            return (user.TwoFactorEnabled, await users.CountRecoveryCodesAsync(user));
        });
        Assert.Equal((false, 0), (on, codes));
    }

    [Fact]
    public async Task List_AnybodyButAnAdmin_IsNotAllowed()
    {
        await Assert.ThrowsAsync<NotAllowedException>(() => _kit.As<PeopleList>(Role.OpsLead).PeopleAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<NotAllowedException>(() => _kit.As<PeopleList>(Role.OpsLead).InvitationsAsync(TestContext.Current.CancellationToken));
    }

    private PeopleChanges Changes(User by) => _kit.As<PeopleChanges>(by);

    private static Task<PeopleAnswer> WishAsync(PeopleChanges changes, string wish, User user)
    {
        var stop = TestContext.Current.CancellationToken;
        return (wish switch
        {
            "access" => changes.ChangeAccessAsync(user.Id, new(Role.OpsLead, [10]), stop),
            "disable" => changes.SetDisabledAsync(user.Id, true, stop),
            "remove" => changes.RemoveAsync(user.Id, stop),
            "sign-out" => changes.SignOutEverywhereAsync(user.Id, stop),
            _ => changes.ResetTwoFactorAsync(user.Id, stop),
        }).Soon();
    }
}
