using System.Collections.Concurrent;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>The program was away, not the vehicles: it slept with its machine, or its clock was set.</summary>
public sealed class AbsenceTests : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly FeedKit _kit = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Live_AsleepForAnHour_CallsNobodyStaleAndReadsWhatItMissed(bool steadyClockRuns, bool wokenByAnOldMessage)
    {
        var (lease, session) = await _kit.LiveAsync();
        var shown = Connections(lease);
        await session.HeartbeatAsync(FleetKit.Noon);
        var hour = TimeSpan.FromHours(1);
        ReportsAt(FleetKit.Noon + hour);

        _kit.Time.Skip(hour, steadyClockRuns ? hour : TimeSpan.Zero);
        if (wokenByAnOldMessage)
            _ = session.HeartbeatAsync(FleetKit.Noon);
        else
            _kit.Time.Advance(Tick);
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);

        Assert.Equal((FleetKit.Noon, FleetKit.Noon), (lease.Status.TruthAt, lease.Fleet.VendorNow));
        Assert.Equal(Connection.Live, lease.Fleet.Find(1)!.Connection);

        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        var next = await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        var now = _kit.Time.GetUtcNow();
        await next.HeartbeatAsync(now);

        Assert.Equal((now, FleetKit.Noon + hour), (lease.Fleet.VendorNow, lease.Fleet.Find(1)!.RecordedAt));
        _kit.Time.Advance(Tick);
        Assert.All(shown, connection => Assert.Equal(Connection.Live, connection));
    }

    [Fact]
    public async Task Live_PausedForThreeSeconds_GoesOn()
    {
        var (lease, session) = await _kit.LiveAsync();

        _kit.Time.Skip(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
        _kit.Time.Advance(Tick);
        await session.HeartbeatAsync(_kit.Time.GetUtcNow());

        Assert.Equal((FeedPhase.Live, _kit.Time.GetUtcNow()), (lease.Status.Phase, lease.Status.TruthAt));
        Assert.False(session.IsDisposed);
    }

    [Fact]
    public async Task Live_ClockSetAnHourAhead_LooksAgainAndCallsNobodyStale()
    {
        var (lease, session) = await _kit.LiveAsync();
        var shown = Connections(lease);
        await session.HeartbeatAsync(FleetKit.Noon);

        _kit.Time.Skip(TimeSpan.FromHours(1), steady: TimeSpan.Zero);
        _kit.Time.Advance(Tick);
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        var next = await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        var vendors = FleetKit.Noon + Tick + FeedKit.Wait(1);
        Assert.Equal(vendors, lease.Fleet.VendorNow);

        await next.HeartbeatAsync(vendors);
        _kit.Time.Advance(Tick);

        Assert.Equal((FeedPhase.Live, vendors + Tick), (lease.Status.Phase, lease.Fleet.VendorNow));
        Assert.Equal(TimeSpan.FromHours(-1), lease.Status.VendorClockOffset);
        Assert.All(shown, connection => Assert.Equal(Connection.Live, connection));
    }

    [Fact]
    public async Task Live_ClockSetAnHourBack_GoesOnAndTakesWhatIsReported()
    {
        var (lease, session) = await _kit.LiveAsync();
        await session.HeartbeatAsync(FleetKit.Noon);

        _kit.Time.Skip(TimeSpan.FromHours(-1), steady: TimeSpan.Zero);
        _kit.Time.Advance(Tick);
        var now = FleetKit.Noon + Tick;
        await session.SayAsync(FleetKit.Report(1) with { RecordedAt = now, ReceivedAt = now });

        Assert.Equal((FeedPhase.Live, now, now), (lease.Status.Phase, lease.Fleet.VendorNow, lease.Fleet.Find(1)!.RecordedAt));
        Assert.False(session.IsDisposed);
    }

    [Fact]
    public async Task Interrupted_StreamBackForAMomentThenBlocked_StandsWhereItStood()
    {
        var (lease, session) = await _kit.LiveAsync();
        _kit.Time.Skip(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        _kit.Time.Advance(Tick);
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
        _kit.Client.Positions = _ => new TaskCompletionSource<Listing<VehicleEntry>>().Task;
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        var next = await _kit.Client.ConnectedSessionAsync();
        await next.HeartbeatAsync(_kit.Time.GetUtcNow());

        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.InvalidClient, "No."));
        next.Drop();
        await _kit.Time.RunOutAsync(FeedKit.Wait(2));
        await FeedKit.UntilAsync(lease, FeedPhase.Blocked);

        Assert.Equal((FleetKit.Noon, Connection.Live), (lease.Status.TruthAt, lease.Fleet.Find(1)!.Connection));
        Assert.True(session.IsDisposed);
    }

    [Fact]
    public async Task Interrupted_AsleepForAnHourWhileReading_CallsNobodyStale()
    {
        var (lease, _) = await _kit.LiveAsync();
        var hour = TimeSpan.FromHours(1);
        _kit.Time.Skip(hour, hour);
        _kit.Time.Advance(Tick);
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
        var asked = new TaskCompletionSource();
        var positions = new TaskCompletionSource<Listing<VehicleEntry>>();
        _kit.Client.Positions = _ =>
        {
            asked.TrySetResult();
            return positions.Task;
        };
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Client.ConnectedSessionAsync();
        await asked.Task.Soon();
        var shown = Connections(lease);

        _kit.Time.Skip(hour, hour);
        var then = FleetKit.Noon + hour;
        positions.SetResult(FakeMyCarTracksClient.List(
            new VehicleEntry(1, null, null, null, FleetKit.Report(1) with { RecordedAt = then, ReceivedAt = then })));
        await FeedKit.UntilAsync(lease, () => lease.Fleet.Find(1)!.RecordedAt == then && lease.Status.Phase == FeedPhase.Live);
        _kit.Time.Advance(Tick);
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);

        Assert.All(shown, connection => Assert.InRange(connection, Connection.Live, Connection.Delayed));
    }

    private void ReportsAt(DateTimeOffset at) => _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(
        new VehicleEntry(1, "Van 1", null, null, FleetKit.Report(1) with { RecordedAt = at, ReceivedAt = at })));

    /// <summary>What a reader who looks at each version sees of vehicle 1.</summary>
    private static ConcurrentQueue<Connection> Connections(IFeedLease lease)
    {
        var seen = new ConcurrentQueue<Connection>();
        _ = Task.Run(async () =>
        {
            while (lease.Status.Phase != FeedPhase.Stopped)
            {
                var version = lease.Fleet.Version;
                if (lease.Fleet.Find(1) is { } row)
                    seen.Enqueue(row.Connection);
                await lease.WaitForChangeAsync(version, CancellationToken.None);
            }
        });
        return seen;
    }
}
