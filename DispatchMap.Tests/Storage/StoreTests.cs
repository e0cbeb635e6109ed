using System.Diagnostics;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;

namespace DispatchMap.Tests.Storage;

/// <summary>What the store promises, on each database that the product knows.</summary>
public abstract class StoreTests
{
    private static readonly KnownVehicle Full = new(
        new(
            1, "Ťažký náklad", "Zoë", [10, 20],
            new VehicleReport(
                1, -33.123456789, 179.9999, FleetKit.Noon.AddTicks(-1), FleetKit.Noon.AddTicks(3), 51.5, 359.9, OnlineState: "online")),
        FleetKit.Noon.AddTicks(7));

    private static readonly KnownVehicle Bare = new(new(2));
    private static readonly KnownVehicle InNoGroup = new(new(3, "In no group", GroupIds: []));

    /// <summary>Another process on the database of the test.</summary>
    private protected abstract StorageKit Open(DateTimeOffset? now = null);

    [Fact]
    public async Task Load_NothingSaved_IsEmpty()
    {
        await using var kit = Open();

        var known = await kit.LoadAsync();

        Assert.Equal((0, 0, 0), (known.Vehicles.Count, known.Groups.Count, known.Truths.Count));
    }

    [Fact]
    public async Task Save_EveryKindOfVehicleGroupAndTruth_ComesBackExactly()
    {
        VehicleGroup[] groups = [new(10, "East", [1, 2]), new(20, "Nobody", []), new(30, "Not told")];
        var truths = new Dictionary<string, DateTimeOffset> { ["all;shared=1"] = FleetKit.Noon.AddTicks(9) };
        await using (var writer = Open())
            await writer.SaveAsync(new FleetChanges([Full, Bare, InNoGroup], [], groups, truths));

        await using var reader = Open();
        var known = await reader.LoadAsync();

        Assert.Equivalent(new[] { Full, Bare, InNoGroup }, known.Vehicles.OrderBy(vehicle => vehicle.Entry.VehicleId), strict: true);
        Assert.Equivalent(groups, known.Groups.OrderBy(group => group.GroupId), strict: true);
        Assert.Equal(truths, known.Truths);
        Assert.Empty((await reader.LoadAsync("another account")).Vehicles);
    }

    [Fact]
    public async Task Save_TextsNoDatabaseLikes_AreKeptAsFarAsCanBe()
    {
        await using var kit = Open();

        await kit.SaveAsync(StorageKit.Vehicle(1, name: "a\0b'; DROP TABLE \"LastPositions\"; -- 🚚"));

        Assert.Equal("a\uFFFDb'; DROP TABLE \"LastPositions\"; -- 🚚", Assert.Single((await kit.LoadAsync()).Vehicles).Entry.Name);
    }

    [Fact]
    public async Task Save_OlderReport_DoesNotReplaceTheNewer()
    {
        await using var kit = Open();
        await kit.SaveAsync(StorageKit.Vehicle(1, seconds: 10, "new"));

        await kit.SaveAsync(StorageKit.Vehicle(1, seconds: 9, "old"));
        Assert.Equal("new", Assert.Single((await kit.LoadAsync()).Vehicles).Entry.Name);

        await kit.SaveAsync(StorageKit.Vehicle(1, seconds: 10, "renamed"));
        Assert.Equal("renamed", Assert.Single((await kit.LoadAsync()).Vehicles).Entry.Name);
    }

    [Fact]
    public async Task Save_Gone_DeletesUnlessSomebodyKnowsBetter()
    {
        await using var kit = Open();
        var vehicles = Enumerable.Range(1, 450).Select(id => StorageKit.Vehicle(id)).ToArray();
        await kit.SaveAsync(vehicles);
        await kit.SaveAsync(StorageKit.Vehicle(7, seconds: 60));

        await kit.SaveAsync(StorageKit.Changes([], gone: vehicles[..449]));

        Assert.Equal([7, 450], (await kit.LoadAsync()).Vehicles.Select(vehicle => vehicle.Entry.VehicleId).Order());
    }

    [Fact]
    public async Task Save_TwoProcessesAtOnce_TheNewestReportOfEachVehicleStays()
    {
        await using var one = Open();
        await using var other = Open();
        await Task.WhenAll(one.LoadAsync(), other.LoadAsync());

        // Each has the newer report of every other vehicle, and saves them in its own order.
        var ids = Enumerable.Range(1, 600).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 5).SelectMany(round => new[]
        {
            Task.Run(() => one.SaveAsync([.. ids.Select(id => StorageKit.Vehicle(id, 2 * round + id % 2, "one"))])),
            Task.Run(() => other.SaveAsync([.. ids.Reverse().Select(id => StorageKit.Vehicle(id, 2 * round + (id + 1) % 2, "other"))])),
        })).Soon();

        var known = (await one.LoadAsync()).Vehicles;
        Assert.Equal(600, known.Count);
        Assert.All(known, vehicle => Assert.Equal(vehicle.Entry.VehicleId % 2 == 1 ? "one" : "other", vehicle.Entry.Name));
        Assert.All(known, vehicle => Assert.Equal(FleetKit.Noon.AddSeconds(9), vehicle.Entry.Report!.Value.RecordedAt));
    }

    [Fact]
    public async Task Save_AMonthLater_DeletesTheAccountThatNobodySaved()
    {
        await using (var kit = Open())
        {
            await kit.SaveAsync(StorageKit.Changes([StorageKit.Vehicle(1)]), "forgotten");
            kit.Time.Advance(TimeSpan.FromDays(2));
            await kit.SaveAsync(StorageKit.Changes([StorageKit.Vehicle(1)]), "kept");
            kit.Time.Advance(TimeSpan.FromDays(28.5));
            await kit.SaveAsync(StorageKit.Vehicle(1));

            Assert.Empty((await kit.LoadAsync("forgotten")).Vehicles);
            Assert.Single((await kit.LoadAsync("kept")).Vehicles);
        }
    }

    [Fact]
    public async Task Prepare_NewerSchema_IsRefusedAndLeftAlone()
    {
        await using (var newer = Open())
        {
            await newer.SaveAsync(StorageKit.Vehicle(1));
            await newer.RunAsync($"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99')""");
        }

        await using var older = Open();
        var refusal = await Assert.ThrowsAsync<StoreException>(() => older.SaveAsync(StorageKit.Vehicle(2)));

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal.Message, older.Database.Trouble);
        Assert.Single(older.Log.Lines, line => line.Contains("newer version", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prepare_TwoProcessesOnANewDatabase_BothSucceed()
    {
        await using var one = Open();
        await using var other = Open();

        await Task.WhenAll(Task.Run(() => one.LoadAsync()), Task.Run(() => other.LoadAsync())).Soon();
    }

    [Fact]
    public async Task Save_HundredThousandVehicles_IsSavedAndLoadedWithinSeconds()
    {
        await using var kit = Open();
        await kit.LoadAsync();
        KnownVehicle[] Fleet(double seconds) => [.. Enumerable.Range(1, 100_000).Select(id => StorageKit.Vehicle(id, seconds))];
        var (first, second) = (Fleet(0), Fleet(30));

        var watch = Stopwatch.StartNew();
        await kit.SaveAsync(first);
        var inserted = watch.Elapsed;
        await kit.SaveAsync(second);
        var updated = watch.Elapsed - inserted;
        var known = await kit.LoadAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"insert {inserted}, update {updated}, load {watch.Elapsed - inserted - updated}");
        Assert.Equal(100_000, known.Vehicles.Count);
        Assert.All(known.Vehicles, vehicle => Assert.Equal(FleetKit.Noon.AddSeconds(30), vehicle.Entry.Report!.Value.RecordedAt));
    }
}
