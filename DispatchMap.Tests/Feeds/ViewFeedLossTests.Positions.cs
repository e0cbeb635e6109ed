using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>A stream is back, and the positions that it missed are still to be read.</summary>
public sealed partial class ViewFeedLossTests
{
    [Fact]
    public async Task Interrupted_ConnectedAgain_IsLiveOnlyWithThePositionsItMissed()
    {
        var (lease, next, positions) = await ConnectedAgainAsync();
        await next.HeartbeatAsync(_kit.Time.GetUtcNow());
        Assert.Equal(FeedPhase.Interrupted, lease.Status.Phase);
        Assert.Contains("Connected again", lease.Status.Reason, StringComparison.Ordinal);
        Assert.Equal(Connection.Live, lease.Fleet.Listing().Rows[0].Connection);

        var now = _kit.Time.GetUtcNow();
        positions.SetResult(FakeMyCarTracksClient.List(
            new VehicleEntry(1, null, null, null, FleetKit.Report(1) with { RecordedAt = now.AddSeconds(-9), ReceivedAt = now.AddSeconds(-8) })));
        await FeedKit.UntilAsync(lease, FeedPhase.Live);

        Assert.Equal((Connection.Live, now.AddSeconds(-8)), (lease.Fleet.Find(1)!.Connection, lease.Fleet.Find(1)!.ReceivedAt));
        Assert.Equal(now, lease.Fleet.VendorNow);
    }

    [Fact]
    public async Task Interrupted_ConnectedButPositionsStayAway_ShowsWhoReportsAndCallsNobodyOffline()
    {
        var (lease, next, positions) = await ConnectedAgainAsync();
        var now = _kit.Time.GetUtcNow();
        await next.HeartbeatAsync(now);
        await next.SayAsync(FleetKit.Report(2) with { RecordedAt = now, ReceivedAt = now });

        _kit.Time.Advance(new FeedOptions().SeedPatience);

        await FeedKit.UntilAsync(lease, () => lease.Fleet.Listing().Rows.Length == 2);
        Assert.Equal(FeedPhase.Interrupted, lease.Status.Phase);
        Assert.Equal(FleetKit.Noon, lease.Status.TruthAt);
        Assert.All(lease.Fleet.Listing().Rows, row => Assert.Equal(Connection.Live, row.Connection));

        positions.SetResult(FakeMyCarTracksClient.List(new VehicleEntry(1, null, null, null, FleetKit.Report(1))));
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        Assert.Equal([Connection.Offline, Connection.Live], lease.Fleet.Listing().Rows.Select(row => row.Connection));
    }

    [Fact]
    public async Task Interrupted_ConnectedAndHalfOfThePositionsRead_ShowsThemAndCallsNobodyOffline()
    {
        var (lease, session) = await _kit.LiveAsync();
        await InterruptAsync(lease, session);
        _kit.Time.Advance(TimeSpan.FromHours(1));
        var now = _kit.Time.GetUtcNow();
        var half = new VehicleEntry(2, null, null, null, FleetKit.Report(2) with { RecordedAt = now, ReceivedAt = now });
        _kit.Client.Positions = _ => Task.FromResult(new Listing<VehicleEntry>([half], Complete: false));
        var next = await _kit.Client.ConnectedSessionAsync();
        await next.HeartbeatAsync(now);

        await FeedKit.UntilAsync(lease, () => lease.Fleet.Listing().Rows.Length == 2);

        Assert.Equal(FeedPhase.Interrupted, lease.Status.Phase);
        Assert.All(lease.Fleet.Listing().Rows, row => Assert.Equal(Connection.Live, row.Connection));
    }

    [Fact]
    public async Task Interrupted_ConnectedAndALaterPageFailsAgainAndAgain_CallsNobodyOfflineUntilItIsRead()
    {
        var (lease, session) = await _kit.LiveAsync();
        await InterruptAsync(lease, session);
        var failure = new UpstreamException(UpstreamFailure.ServerError, "Out of order.");
        _kit.Client.Positions = _ => Task.FromResult(new Listing<VehicleEntry>([new(2)], Complete: false, Failure: failure));
        _kit.Time.Advance(TimeSpan.FromHours(1));
        var next = await _kit.Client.ConnectedSessionAsync();
        await next.HeartbeatAsync(_kit.Time.GetUtcNow());
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            if (attempt > 1)
                _kit.Time.Advance(FeedKit.Wait(attempt - 1));
            await _kit.Counts.CountedAsync("seeds failed", attempt);
            await _kit.Time.ArmedAsync(FeedKit.Wait(attempt));
            await next.HeartbeatAsync(_kit.Time.GetUtcNow());
            Assert.Equal((FeedPhase.Interrupted, Connection.Live), (lease.Status.Phase, lease.Fleet.Find(1)!.Connection));
        }

        _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(new VehicleEntry(1), new VehicleEntry(2)));
        lease.RetryNow();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }

    /// <summary>A feed that was away for an hour and has a stream again; its positions come when the test says so.</summary>
    private async Task<(IFeedLease Lease, FakeSession Session, TaskCompletionSource<Listing<VehicleEntry>> Positions)> ConnectedAgainAsync()
    {
        var (lease, session) = await _kit.LiveAsync();
        await InterruptAsync(lease, session);
        var positions = new TaskCompletionSource<Listing<VehicleEntry>>();
        var asked = new TaskCompletionSource();
        _kit.Client.Positions = _ =>
        {
            asked.TrySetResult();
            return positions.Task;
        };
        _kit.Time.Advance(TimeSpan.FromHours(1));
        var next = await _kit.Client.ConnectedSessionAsync();
        // The feed knows that it is connected by then.
        await asked.Task.Soon();
        return (lease, next, positions);
    }
}
