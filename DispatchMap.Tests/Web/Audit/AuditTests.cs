using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Tests.Fleet;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using Xunit;

namespace DispatchMap.Tests.Web.Audit;

public sealed class AuditTests : IAsyncDisposable
{
    private static readonly Viewer Admin = new("admin", "P. Hruška", Role.Admin, null);
    private static readonly AuditActor Hruska = new("admin", "P. Hruška", "192.0.2.7");

    private readonly TempFolder _folder = new();
    private readonly StorageKit _kit;
    private readonly AuditLog _log;
    private readonly AuditReader _reader;

    public AuditTests()
    {
        _kit = new($"Data Source={_folder.File()}");
        (_log, _reader) = (new(_kit.Database, _kit.Time), new(_kit.Database));
    }

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("hruska")]
    [InlineData("HRUŠKA")]
    [InlineData("192.0.2")]
    [InlineData("šofér")]
    [InlineData("10 s to 5")]
    public async Task Read_Text_IsFoundWhateverItsCaseAndAccents(string text)
    {
        await WriteAsync(Hruska, AuditAction.SettingsChanged, "Šofér", "interval, 10 s to 5 s");
        await WriteAsync(new(null, "nobody", "::1"), AuditAction.SignInRefused);

        var found = Assert.Single(await ReadAsync(new(text)));

        Assert.Equal(("P. Hruška", AuditAction.SettingsChanged, FleetKit.Noon), (found.Actor, found.Action, found.At));
    }

    [Fact]
    public async Task Write_TextThatNoDatabaseTakes_IsWrittenAsOneThatEveryOneDoes()
    {
        await WriteAsync(new(null, "a\0b@example.com\r\n", "::1"), AuditAction.SignInRefused, new string('x', 399) + "\U0001F69A");

        var entry = Assert.Single(await ReadAsync(new("b@exam\0ple")));

        Assert.Equal(("a\uFFFDb@example.com\uFFFD\uFFFD", new string('x', 399)), (entry.Actor, entry.Subject));
    }

    [Fact]
    public async Task Read_PercentAndUnderscore_AreText()
    {
        await WriteAsync(Hruska, AuditAction.Invited, "100%");
        await WriteAsync(Hruska, AuditAction.Invited, "100 of 100");

        Assert.Equal("100%", Assert.Single(await ReadAsync(new("100%"))).Subject);
    }

    [Fact]
    public async Task Read_Days_CountFromMidnightToMidnightUtc()
    {
        await WriteAsync(Hruska, AuditAction.SignedIn);
        _kit.Time.Advance(TimeSpan.FromHours(12));
        await WriteAsync(Hruska, AuditAction.SignedOut);
        var day = DateOnly.FromDateTime(FleetKit.Noon.UtcDateTime);

        Assert.Equal(AuditAction.SignedIn, Assert.Single(await ReadAsync(new(From: day, To: day))).Action);
        Assert.Equal(AuditAction.SignedOut, Assert.Single(await ReadAsync(new(From: day.AddDays(1)))).Action);
        Assert.Equal(2, (await ReadAsync(new(From: DateOnly.MinValue, To: DateOnly.MaxValue))).Count);
    }

    [Fact]
    public async Task Read_PageByPage_IsNewestFirstWithoutGapOrRepeat()
    {
        for (var i = 0; i < AuditReader.PageSize + 3; i++)
            await WriteAsync(Hruska, AuditAction.SignedIn, $"{i}");

        var first = await ReadAsync(new());
        await WriteAsync(Hruska, AuditAction.SignedIn, "meanwhile");
        var second = await ReadAsync(new(), first[^1].Id);

        Assert.Equal(AuditReader.PageSize, first.Count);
        Assert.Equal(["2", "1", "0"], second.Select(entry => entry.Subject));
    }

    [Theory]
    [InlineData(Role.Dispatcher)]
    [InlineData(Role.OpsLead)]
    public async Task Read_NoAdmin_IsRefused(Role role) =>
        await Assert.ThrowsAsync<NotAllowedException>(() => _reader.ReadAsync(Admin with { Role = role }, new(), null, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Entry_ChangedOrRemovedInTheDatabase_TheDatabaseRefuses()
    {
        await WriteAsync(Hruska, AuditAction.SignedIn);

        await Assert.ThrowsAsync<StoreException>(() => _kit.RunAsync($"""UPDATE "AuditEntries" SET "Actor" = 'nobody'"""));
        await Assert.ThrowsAsync<StoreException>(() => _kit.RunAsync($"""DELETE FROM "AuditEntries" """));

        Assert.Equal("P. Hruška", Assert.Single(await ReadAsync(new())).Actor);
    }

    private Task WriteAsync(AuditActor actor, AuditAction action, string subject = "", string detail = "") =>
        _log.WriteAsync(actor, action, subject, detail, TestContext.Current.CancellationToken).Soon();

    private Task<List<AuditEntry>> ReadAsync(AuditQuery query, long? before = null) =>
        _reader.ReadAsync(Admin, query, before, TestContext.Current.CancellationToken).Soon();
}
