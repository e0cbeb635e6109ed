using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class ViewFeedStartTests : IAsyncLifetime
{
    private readonly FeedKit _kit = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task Start_PositionsBeforeConnected_IsSeedingConnectingLive()
    {
        var positions = new TaskCompletionSource<Listing<VehicleEntry>>();
        _kit.Client.Positions = _ => positions.Task;
        var lease = await _kit.AcquireAsync();
        var session = await _kit.Client.SessionAsync();
        Assert.Equal((FeedPhase.Seeding, null), (lease.Status.Phase, lease.Status.TruthAt));

        positions.SetResult(FakeMyCarTracksClient.List(new VehicleEntry(1, "Van 1", null, null, FleetKit.Report(1))));
        await FeedKit.UntilAsync(lease, FeedPhase.Connecting);
        Assert.Equal("Van 1", Assert.Single(lease.Fleet.Listing().Rows).Name);

        await session.ConnectedAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        Assert.Equal(FleetKit.Noon, lease.Status.LiveSince);
        Assert.False(lease.Status.Frozen);
    }

    [Fact]
    public async Task Start_ConnectedBeforePositions_ShowsTheStreamAndMergesTheOlderSeed()
    {
        var positions = new TaskCompletionSource<Listing<VehicleEntry>>();
        _kit.Client.Positions = _ => positions.Task;
        var lease = await _kit.AcquireAsync();
        var session = await _kit.Client.ConnectedSessionAsync();
        await session.SayAsync(FleetKit.Report(1, 2, latitude: 49));
        Assert.Equal(FeedPhase.Seeding, lease.Status.Phase);

        positions.SetResult(FakeMyCarTracksClient.List(
            new VehicleEntry(1, "Van 1", null, null, FleetKit.Report(1, 0, latitude: 48)), new VehicleEntry(2, "Van 2")));
        await FeedKit.UntilAsync(lease, FeedPhase.Live);

        Assert.Equal(("Van 1", 49), (lease.Fleet.Find(1)!.Name, lease.Fleet.Find(1)!.Latitude));
        Assert.Equal(Connection.NeverSeen, lease.Fleet.Find(2)!.Connection);
    }

    [Fact]
    public async Task Start_PositionsFail_StreamGoesLiveWithoutAndTheSeedingIsTriedAgain()
    {
        _kit.Client.Positions = _ => throw new UpstreamException(UpstreamFailure.ServerError, "Out of order.");
        var lease = await _kit.AcquireAsync();
        await _kit.Time.ArmedAsync(FeedKit.Wait(1));
        var session = await _kit.Client.ConnectedSessionAsync();
        await session.SayAsync(FleetKit.Report(7));
        await _kit.Time.ArmedAsync(FeedKit.Wait(2));
        Assert.Equal(FeedPhase.Seeding, lease.Status.Phase);

        _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(new VehicleEntry(1)));
        _kit.Time.Advance(FeedKit.Wait(2));
        await FeedKit.UntilAsync(lease, FeedPhase.Live);

        await _kit.Counts.CountedAsync("seeds complete", 1);
        Assert.Equal([1, 7], lease.Fleet.Listing().Rows.Select(row => row.VehicleId));
    }

    [Fact]
    public async Task Start_PositionsNeverCome_IsLiveAfterPatience()
    {
        _kit.Client.Positions = token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token)
            .ContinueWith(_ => FakeMyCarTracksClient.List(), TestContext.Current.CancellationToken);
        var lease = await _kit.AcquireAsync();
        var session = await _kit.Client.ConnectedSessionAsync();
        await session.HeartbeatAsync(FleetKit.Noon);
        Assert.Equal(FeedPhase.Seeding, lease.Status.Phase);

        await _kit.Time.RunOutAsync(new FeedOptions().SeedPatience);

        await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }

    [Fact]
    public async Task Start_NeverSaysConnected_AbortsAndTriesAgain()
    {
        var lease = await _kit.AcquireAsync();
        var session = await _kit.Client.SessionAsync();
        await session.HeartbeatAsync(FleetKit.Noon);
        foreach (var _ in new[] { "opening its socket", "connected" })
            await _kit.Time.ArmedAsync(TimeSpan.FromSeconds(10));

        _kit.Time.Advance(TimeSpan.FromSeconds(10));
        await session.Disposed;
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
        Assert.Contains("never said", lease.Status.Reason, StringComparison.Ordinal);

        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }

    [Fact]
    public async Task Start_StreamUnreachable_ShowsThePositionsAsOfTheirReading()
    {
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.Unreachable, "No route."));
        var positions = new TaskCompletionSource<Listing<VehicleEntry>>();
        _kit.Client.Positions = _ => positions.Task;
        var lease = await _kit.AcquireAsync();
        await FeedKit.UntilAsync(lease, () => lease.Status is { Phase: FeedPhase.Interrupted, NextAttemptAt: not null });
        Assert.Equal(("No route.", FleetKit.Noon.Add(FeedKit.Wait(1))), (lease.Status.Reason, lease.Status.NextAttemptAt));

        positions.SetResult(FakeMyCarTracksClient.List(new VehicleEntry(1, null, null, null, FleetKit.Report(1, -100))));
        await FeedKit.UntilAsync(lease, () => lease.Fleet.Count == 1);

        Assert.Equal(Connection.Delayed, lease.Fleet.Find(1)!.Connection);
        Assert.True(lease.Status.Frozen);
        Assert.Equal(FleetKit.Noon, lease.Status.TruthAt);
    }

    [Fact]
    public async Task Start_ClientFaults_Survives()
    {
        _kit.Client.Refusals.Enqueue(new InvalidOperationException("https://x/?token=secret"));
        _kit.Client.Positions = _ => throw new InvalidOperationException("https://x/?token=secret");
        var lease = await _kit.AcquireAsync();
        await FeedKit.UntilAsync(lease, () => lease.Status is { Phase: FeedPhase.Interrupted, NextAttemptAt: not null });
        Assert.DoesNotContain("secret", lease.Status.Reason, StringComparison.Ordinal);

        await _kit.Counts.CountedAsync("seeds failed", 1);
        await _kit.Time.ArmedAsync(FeedKit.Wait(1));
        _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List());
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }
}
