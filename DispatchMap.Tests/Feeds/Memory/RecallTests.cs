using DispatchMap.Core.Feeds;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;

namespace DispatchMap.Tests.Feeds.Memory;

/// <summary>What a feed shows of the past, and when.</summary>
public sealed class RecallTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Truth = FleetKit.Noon.AddHours(-3);
    private static readonly UpstreamException Down = new(UpstreamFailure.Unreachable, "The vendor cannot be reached.");
    private readonly FakeStore _store = new();
    private readonly FeedKit _kit;

    public RecallTests()
    {
        _store.Load = _ => Task.FromResult(Known);
        _kit = new(store: _store);
    }

    private static KnownFleet Known { get; } = new(
        [new(new(1, "Van 1", "Zoë", Report: At(1))), new(new(2, "Van 2", Report: At(2)), OfflineAt: Truth), new(new(3, "Never seen"))],
        [],
        new Dictionary<string, DateTimeOffset> { [Coverage.Account] = Truth });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task Start_VendorDown_ShowsThePastFrozenAtItsTruth()
    {
        var lease = await StartDownAsync();

        Assert.Equal((FeedPhase.Interrupted, true, Truth), (lease.Status.Phase, lease.Status.Frozen, lease.Status.TruthAt));
        Assert.Equal(Truth, lease.Fleet.VendorNow);
        Assert.Equal(
            [Connection.Live, Connection.Offline, Connection.NeverSeen],
            new long[] { 1, 2, 3 }.Select(id => lease.Fleet.Find(id)!.Connection));
        Assert.Equal(("Van 1", "Zoë"), (lease.Fleet.Find(1)!.Name, lease.Fleet.Find(1)!.Driver));

        _kit.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((Truth, Connection.Live), (lease.Fleet.VendorNow, lease.Fleet.Find(1)!.Connection));
    }

    [Fact]
    public async Task Start_VendorComesBack_IsLiveWithTheNewAndWithoutWhoIsGone()
    {
        var lease = await StartDownAsync();

        _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(
            new VehicleEntry(1, "Van 1, renamed", Report: FleetKit.Report(1, latitude: 49)), new VehicleEntry(9, "New")));
        lease.RetryNow();
        await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        await FeedKit.UntilAsync(lease, () => lease.Fleet.Count == 2);

        var van = lease.Fleet.Find(1)!;
        Assert.Equal(("Van 1, renamed", 49, Connection.Live), (van.Name, van.Latitude, van.Connection));
        Assert.Null(lease.Fleet.Find(2));
    }

    [Fact]
    public async Task Start_VendorRefusesTheCredentials_ShowsThePastBlocked()
    {
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.InvalidClient, "The vendor does not know the client."));
        _kit.Client.Positions = _ => Task.FromException<Listing<VehicleEntry>>(new UpstreamException(UpstreamFailure.InvalidClient, "No."));
        var lease = await _kit.AcquireAsync();

        await FeedKit.UntilAsync(lease, () => lease.Fleet.Count == 3 && lease.Status.TruthAt == Truth);

        Assert.Equal(FeedPhase.Blocked, lease.Status.Phase);
    }

    [Fact]
    public async Task Start_VendorAnswersInTime_NeverShowsThePast()
    {
        var positions = new TaskCompletionSource<Listing<VehicleEntry>>();
        _kit.Client.Positions = _ => positions.Task;
        var lease = await _kit.AcquireAsync();
        await _kit.Client.SessionAsync();
        Assert.Equal((FeedPhase.Seeding, 0), (lease.Status.Phase, lease.Fleet.Count));

        positions.SetResult(FakeMyCarTracksClient.List(new VehicleEntry(1, Report: FleetKit.Report(1))));
        await FeedKit.UntilAsync(lease, FeedPhase.Connecting);
        _kit.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((FeedPhase.Connecting, 1), (lease.Status.Phase, lease.Fleet.Count));
    }

    [Fact]
    public async Task Start_VendorSaysNothing_ShowsThePastAfterAMoment()
    {
        _store.Load = _ => Task.FromResult(Known);
        _kit.Client.Positions = stop => Task.Delay(Timeout.InfiniteTimeSpan, _kit.Time, stop).ContinueWith(_ => FakeMyCarTracksClient.List(), TaskScheduler.Default);
        var lease = await _kit.AcquireAsync();
        await _kit.Client.SessionAsync();
        await _kit.Time.RunOutAsync(new FeedOptions().Blink);

        Assert.Equal((FeedPhase.Interrupted, 3, Truth), (lease.Status.Phase, lease.Fleet.Count, lease.Status.TruthAt));
        Assert.Equal("The vendor has not answered yet.", lease.Status.Reason);
    }

    [Fact]
    public async Task Start_StoreSlowerThanTheVendor_ShowsThePastWhenItComes()
    {
        var known = new TaskCompletionSource<KnownFleet>();
        _store.Load = _ => known.Task;
        Refuse();
        var lease = await _kit.AcquireAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
        Assert.Equal((0, null), (lease.Fleet.Count, lease.Status.TruthAt));

        known.SetResult(Known);
        await FeedKit.UntilAsync(lease, () => lease.Fleet.Count == 3 && lease.Status.TruthAt == Truth);
        Assert.Equal(Truth, lease.Fleet.VendorNow);
    }

    [Fact]
    public async Task Start_StoreBroken_TheFeedRunsWithout()
    {
        _store.Load = _ => throw new StoreException("damaged");

        var (lease, _) = await _kit.LiveAsync();

        Assert.Equal(1, lease.Fleet.Count);
    }

    [Fact]
    public async Task Run_LiveFeed_SavesEveryHalfMinuteAndAtTheEnd()
    {
        _store.Load = _ => Task.FromResult(KnownFleet.Empty);
        using var stop = new CancellationTokenSource();
        var keeping = _kit.Keeper!.RunAsync(stop.Token);
        var (_, session) = await _kit.LiveAsync();
        Assert.False(_store.HasSaved);

        _kit.Time.Advance(PositionKeeper.Interval);
        var saved = await _store.SavedAsync();
        Assert.Equal([1], saved.Vehicles.Select(vehicle => vehicle.Entry.VehicleId));
        Assert.True(saved.Truths[Coverage.Account] >= FleetKit.Noon);

        await session.SayAsync(FleetKit.Report(1, 20, latitude: 50));
        Assert.False(_store.HasSaved);
        await stop.CancelAsync();
        await keeping.Soon();
        Assert.Equal(50, Assert.Single((await _store.SavedAsync()).Vehicles).Entry.Report!.Value.Latitude);
    }

    [Fact]
    public async Task Run_StoreHangsAtTheEnd_TheProgramEndsAllTheSame()
    {
        _store.Load = _ => Task.FromResult(KnownFleet.Empty);
        using var stop = new CancellationTokenSource();
        var keeping = _kit.Keeper!.RunAsync(stop.Token);
        await _kit.LiveAsync();
        var saving = new TaskCompletionSource();
        _store.Saving = _ =>
        {
            saving.TrySetResult();
            return new TaskCompletionSource().Task;
        };

        await stop.CancelAsync();
        await saving.Task.Soon();
        _kit.Time.Advance(PositionKeeper.LastSaveLimit);
        await keeping.Soon();
    }

    private static VehicleReport At(long id) => new(id, 48, 17, Truth.AddSeconds(-10), Truth.AddSeconds(-9), 50, 90);

    private void Refuse()
    {
        _kit.Client.Refusals.Enqueue(Down);
        _kit.Client.Positions = _ => Task.FromException<Listing<VehicleEntry>>(Down);
    }

    private async Task<IFeedLease> StartDownAsync()
    {
        Refuse();
        for (var i = 0; i < 1000; i++)
            _kit.Client.Refusals.Enqueue(Down);
        var lease = await _kit.AcquireAsync();
        await FeedKit.UntilAsync(lease, () => lease.Fleet.Count == 3 && lease.Status.TruthAt == Truth);

        // A reading that is still under way would fail later, and be trouble anew.
        await _kit.Counts.CountedAsync("seeds failed", 1);

        // The past is shown a moment before there is a wait that could be cut.
        await FeedKit.UntilAsync(lease, () => lease.Status.NextAttemptAt is not null);
        _kit.Client.Refusals.Clear();
        return lease;
    }
}
