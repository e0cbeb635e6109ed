using DispatchMap.Core.Feeds;
using DispatchMap.Tests.Fleet;

namespace DispatchMap.Tests.Feeds;

public sealed class FeedOverviewTests : IAsyncLifetime
{
    private readonly FeedKit _kit = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task Overview_LiveFeed_MeasuresWhatArrives()
    {
        var (_, session) = await _kit.LiveAsync();
        for (var i = 1; i <= 4; i++)
            await session.SayAsync(FleetKit.Report(1, i) with { ReceivedAt = FleetKit.Noon.AddSeconds(i + 2) });
        await session.SayAsync(FleetKit.Report(1, 1) with { ReceivedAt = FleetKit.Noon.AddHours(5) });
        await session.HeartbeatAsync(FleetKit.Noon);
        _kit.Time.Advance(TimeSpan.FromSeconds(1));

        var feed = Assert.Single(_kit.Directory.Overview.Feeds);

        Assert.Equal(5, feed.Rates.EventsPerSecond);
        Assert.InRange(feed.Rates.LagMedian!.Value.TotalSeconds, 1.8, 2.2);
        Assert.InRange(feed.Rates.LagP95!.Value.TotalSeconds, 1.8, 2.2);
        Assert.Equal((1, 1, 1), (feed.Streams, feed.Leases, feed.Vehicles));
        Assert.Equal(new BudgetInfo(300, 300, TimeSpan.FromMinutes(15)), _kit.Directory.Overview.Account?.Budget);
    }

    [Fact]
    public async Task Overview_StreamLost_HasNoStreamUntilTheNextAndRetryNowHurries()
    {
        var (lease, session) = await _kit.LiveAsync();
        session.Drop();
        await session.Disposed;
        await FeedKit.UntilAsync(lease, () => lease.Status.NextAttemptAt is not null);
        Assert.Equal(0, _kit.Directory.Overview.Streams);

        _kit.Directory.RetryNow(Scope.OfGroups([99]));
        Assert.NotNull(lease.Status.NextAttemptAt);
        _kit.Directory.RetryNow(Scope.All());
        await _kit.Client.ConnectedSessionAsync();
        await _kit.Counts.CountedAsync("seeds complete", 3);

        Assert.Equal(1, _kit.Directory.Overview.Streams);
        Assert.Equal(1, Assert.Single(_kit.Directory.Overview.Feeds).Counts.Reconnects["Unreachable"]);
    }

    [Fact]
    public async Task VendorClock_HeartbeatAfterAQuietTime_IsLearntFrom()
    {
        var (lease, session) = await _kit.LiveAsync();
        _kit.Time.Advance(TimeSpan.FromSeconds(30));

        await session.HeartbeatAsync(_kit.Time.GetUtcNow().AddSeconds(-7));

        Assert.Equal((TimeSpan.FromSeconds(-7), null), (lease.Status.VendorClockOffset, lease.Status.Shedding));
    }

    [Fact]
    public void Overview_NothingConfigured_HasNoBudget()
    {
        _kit.Source.Current = null;

        Assert.Null(_kit.Directory.Overview.Account?.Budget);
    }
}
