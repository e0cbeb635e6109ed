using System.Collections.Frozen;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Feeds.Memory;

public sealed class AccountMemoryTests
{
    private static readonly DateTimeOffset Noon = FleetKit.Noon;
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly FakeStore _store = new();
    private readonly AccountMemory _memory;

    public AccountMemoryTests() => _memory = new("account", _store, 100, _time);

    [Fact]
    public async Task Save_ReportsInAnyOrder_SavesTheNewestOnce()
    {
        _memory.Note(FleetKit.Report(1, 5, latitude: 49), Noon);
        _memory.Note(FleetKit.Report(1, 4, latitude: 48), Noon);
        await SaveAsync();
        Assert.Equal(49, Assert.Single((await _store.SavedAsync()).Vehicles).Entry.Report!.Value.Latitude);

        _memory.Note(FleetKit.Report(1, 5, latitude: 49), Noon);
        _memory.Note(FleetKit.Report(1, 3, latitude: 47), Noon);
        await SaveAsync();
        Assert.False(_store.HasSaved);
    }

    [Fact]
    public async Task Note_FutureImpossibleOrTooMany_IsLeftOut()
    {
        _memory.Note(FleetKit.Report(1, 301), Noon);
        _memory.Note(FleetKit.Report(2, latitude: 91), Noon);
        _memory.Note(FleetKit.Report(1L << 53), Noon);
        _memory.NoteOffline(3, Noon.AddMinutes(6), Noon);
        await SaveAsync();
        Assert.False(_store.HasSaved);

        for (var id = 1; id <= 150; id++)
            _memory.Note(FleetKit.Report(id) with { ReceivedAt = Noon.AddHours(1) }, Noon);
        await SaveAsync();
        var saved = (await _store.SavedAsync()).Vehicles;
        Assert.Equal(100, saved.Count);
        Assert.All(saved, vehicle => Assert.Null(vehicle.Entry.Report!.Value.ReceivedAt));
    }

    [Fact]
    public async Task Save_StoreFails_SavesItTheNextTimeWithWhatCameSince()
    {
        _memory.Note(FleetKit.Report(1), Noon);
        _memory.NoteGroups(Groups(10, 1));
        _store.Saving = _ => throw new StoreException("full");
        await Assert.ThrowsAsync<StoreException>(SaveAsync);

        _store.Saving = _ => Task.CompletedTask;
        _memory.Note(FleetKit.Report(2), Noon);
        await SaveAsync();

        var saved = await _store.SavedAsync();
        Assert.Equal([1, 2], saved.Vehicles.Select(vehicle => vehicle.Entry.VehicleId).Order());
        Assert.Equal([1], Assert.Single(saved.Groups!).VehicleIds);
    }

    [Fact]
    public async Task Load_FailsFirst_IsTriedAgainAndJoinsWhatWasHeardMeanwhile()
    {
        _store.Load = _ => throw new StoreException("locked");
        await Assert.ThrowsAsync<StoreException>(RecallAsync);
        _memory.Note(FleetKit.Report(1, 10, latitude: 49), Noon);

        Stored(new(new(1, "Van 1", Report: FleetKit.Report(1, 0, latitude: 48))), new(new(2, "Van 2", Report: FleetKit.Report(2, 5))));
        var known = await RecallAsync();

        Assert.Equal((2, Noon), (known!.Vehicles.Count, known.AsOf));
        var first = known.Vehicles.Single(vehicle => vehicle.Entry.VehicleId == 1);
        Assert.Equal(("Van 1", 49), (first.Entry.Name, first.Entry.Report!.Value.Latitude));
        await SaveAsync();
        Assert.Equal(1, Assert.Single((await _store.SavedAsync()).Vehicles).Entry.VehicleId);
    }

    [Fact]
    public async Task NoteWhole_VehicleInNoList_IsGoneUnlessItWasHeardLately()
    {
        Stored(new(new(1, Report: FleetKit.Report(1))), new(new(2, Report: FleetKit.Report(2))));
        await RecallAsync();
        _memory.Note(FleetKit.Report(3), Noon);
        _memory.Note(FleetKit.Report(4), Noon);
        _time.Advance(TimeSpan.FromMinutes(3));
        _memory.Note(FleetKit.Report(4, 100), _time.GetUtcNow());

        _memory.NoteWhole(List(new VehicleEntry(1)), List(), _time.GetUtcNow());
        await SaveAsync();

        var saved = await _store.SavedAsync();
        Assert.Equal([2, 3], saved.Gone.Select(vehicle => vehicle.Entry.VehicleId).Order());
        Assert.Equal([4], saved.Vehicles.Select(vehicle => vehicle.Entry.VehicleId));
    }

    [Fact]
    public async Task Recall_TruthOfAnotherScope_IsNotTakenForThisOne()
    {
        _memory.Note(FleetKit.Report(1), Noon);
        _memory.NoteTruth(Scope.OfVehicles([1]), Noon);
        Assert.Null(await RecallAsync());

        _memory.NoteTruth(Scope.All(minIntervalSeconds: 60), Noon.AddMinutes(-1));
        Assert.Equal(Noon.AddMinutes(-1), (await RecallAsync())!.AsOf);
        Assert.Equal(Noon, (await RecallAsync(Scope.OfVehicles([1], minIntervalSeconds: 30)))!.AsOf);
    }

    [Fact]
    public async Task Note_PartialList_IsNoTruth()
    {
        _memory.Note(new Listing<VehicleEntry>([new(1, Report: FleetKit.Report(1))], Complete: false), Noon);

        Assert.Null(await RecallAsync());
    }

    [Fact]
    public async Task Recall_GroupScope_HoldsOnlyKnownMembers()
    {
        _store.Load = _ => Task.FromResult(new KnownFleet(
            [.. Enumerable.Range(1, 4).Select(id => new KnownVehicle(new(id, GroupIds: id == 4 ? [20] : null, Report: FleetKit.Report(id))))],
            [new(10, "East", [1, 2])],
            new Dictionary<string, DateTimeOffset> { [Coverage.Account] = Noon }));

        Assert.Equal([1, 2], Ids(await RecallAsync(Scope.OfGroups([10]))));
        Assert.Equal([4], Ids(await RecallAsync(Scope.OfGroups([20]))));
        Assert.Null(await RecallAsync(Scope.OfGroups([30])));
        Assert.Null(await RecallAsync(Scope.All(includeShared: false)));
    }

    [Fact]
    public void AccountKey_SecretAndSlash_DoNotMatterButWhoAndWhereDo()
    {
        static string Of(string url, string client, string secret) =>
            AccountKey.Of(new(new(url), new("https://x.test/token"), client, new(secret)));

        Assert.Equal(Of("https://x.test/rest", "me", "one"), Of("https://x.test/rest/", "me", "two"));
        Assert.NotEqual(Of("https://x.test/rest", "me", "one"), Of("https://x.test/rest", "you", "one"));
        Assert.NotEqual(Of("https://x.test/rest", "me", "one"), Of("https://y.test/rest", "me", "one"));
        Assert.Equal("9900ecf6e18f0029ef07d97fc288a75b", Of("https://x.test/rest", "me", "one"));
    }

    private static IEnumerable<long> Ids(Recollection? known) => known!.Vehicles.Select(vehicle => vehicle.Entry.VehicleId).Order();

    private static Listing<VehicleEntry> List(params VehicleEntry[] entries) => new(entries, Complete: true);

    private static VehicleGroups Groups(long id, params long[] members) => new(
        [new(id, "East", members.Length)],
        new Dictionary<long, FrozenSet<long>> { [id] = members.ToFrozenSet() }.ToFrozenDictionary());

    private void Stored(params KnownVehicle[] vehicles) => _store.Load = _ => Task.FromResult(
        new KnownFleet(vehicles, [], new Dictionary<string, DateTimeOffset> { [Coverage.Account] = Noon }));

    private Task SaveAsync() => _memory.SaveAsync(TestContext.Current.CancellationToken).Soon();

    private Task<Recollection?> RecallAsync() => RecallAsync(Scope.All());

    private Task<Recollection?> RecallAsync(Scope scope) => _memory.RecallAsync(scope, TestContext.Current.CancellationToken).Soon();
}
