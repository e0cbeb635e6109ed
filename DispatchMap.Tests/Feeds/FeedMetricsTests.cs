using System.Collections.Immutable;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Feeds;

public sealed class FeedMetricsTests : IDisposable
{
    private static readonly ImmutableSortedDictionary<string, long> None = ImmutableSortedDictionary<string, long>.Empty;
    private readonly FakeTimeProvider _time = new(FleetKit.Noon);
    private readonly MetricReader _reader = new();
    private readonly FeedMetrics _metrics;

    public FeedMetricsTests() => _metrics = new(_reader);

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void Counters_TwoFeeds_AddUpByTag()
    {
        FeedCounters one = new(_metrics, _time), other = new(_metrics, _time);
        one.Event(StreamEventKind.Position, _time.GetTimestamp());
        other.Event(StreamEventKind.Position, _time.GetTimestamp());
        other.Event(StreamEventKind.Heartbeat, _time.GetTimestamp());
        one.Rejected("older");
        one.Reconnect("silent");
        one.Rotation();
        one.Seed("complete");
        one.Lag(FleetKit.Noon, FleetKit.Noon.AddSeconds(2.5), _time.GetTimestamp());

        var values = _reader.Collect();

        Assert.Equal(2, values["dispatchmap.feed.events{kind=position}"]);
        Assert.Equal(1, values["dispatchmap.feed.events{kind=heartbeat}"]);
        Assert.Equal(1, values["dispatchmap.feed.rejected{reason=older}"]);
        Assert.Equal(1, values["dispatchmap.feed.reconnects{reason=silent}"]);
        Assert.Equal(1, values["dispatchmap.feed.rotations"]);
        Assert.Equal(1, values["dispatchmap.feed.seeds{result=complete}"]);
        Assert.Equal(2.5, values["dispatchmap.feed.lag"]);
        Assert.Equal("s", _reader.Units["dispatchmap.feed.lag"]);
    }

    [Fact]
    public void Reasons_UpstreamInventsThousands_StayFewAndLoseNoCount()
    {
        var counters = new FeedCounters(_metrics, _time);
        for (var code = 0; code < 5000; code++)
        {
            counters.Reconnect($"closed (code {code})");
            counters.Rejected($"reason {code}");
        }

        var values = _reader.Collect();

        Assert.InRange(values.Count, 2, 140);
        Assert.InRange(counters.Counts().Reconnects.Count, 2, 70);
        Assert.Equal(10_000, values.Values.Sum());
        Assert.Equal(5000, counters.Counts().Rejected.Values.Sum());
    }

    [Fact]
    public void Gauges_FeedsInSeveralPhases_CountEveryPhaseAndTheWorstOfTheRest()
    {
        FeedInfo[] feeds =
        [
            Info(Scope.All(), new(FeedPhase.Live, FleetKit.Noon, FleetKit.Noon.AddSeconds(38), FleetKit.Noon, VendorClockOffset: TimeSpan.FromSeconds(-3)), 2, 62, 1),
            Info(Scope.OfVehicles([.. Enumerable.Range(1, 5000)]), new(FeedPhase.Interrupted, FleetKit.Noon, FleetKit.Noon.AddSeconds(10), FleetKit.Noon, VendorClockOffset: TimeSpan.FromSeconds(1)), 1, 5, 0),
        ];
        _time.Advance(TimeSpan.FromSeconds(40));
        _metrics.Watch(() => new(feeds, new(new(287, 300, TimeSpan.FromMinutes(15)))), _time);

        var values = _reader.Collect();

        Assert.Equal(1, values["dispatchmap.feed.active{phase=live}"]);
        Assert.Equal(1, values["dispatchmap.feed.active{phase=interrupted}"]);
        Assert.Equal(0, values["dispatchmap.feed.active{phase=blocked}"]);
        Assert.Equal(3, values["dispatchmap.feed.leases"]);
        Assert.Equal(1, values["dispatchmap.feed.streams"]);
        Assert.Equal(67, values["dispatchmap.feed.vehicles"]);
        Assert.Equal(30, values["dispatchmap.feed.silence"]);
        Assert.Equal(-3, values["dispatchmap.feed.clock_offset"]);
        Assert.Equal(287, values["dispatchmap.feed.budget.remaining"]);
        Assert.DoesNotContain(values.Keys, key => key.Contains("vehicles=", StringComparison.Ordinal));
    }

    [Fact]
    public void Gauges_NoFeedAndNoBudget_SayNothingRatherThanZero()
    {
        _metrics.Watch(() => new([]), _time);

        var values = _reader.Collect();

        Assert.Equal(0, values["dispatchmap.feed.active{phase=live}"]);
        Assert.DoesNotContain("dispatchmap.feed.silence", values.Keys);
        Assert.DoesNotContain("dispatchmap.feed.clock_offset", values.Keys);
        Assert.DoesNotContain("dispatchmap.feed.budget.remaining", values.Keys);
    }

    private static FeedInfo Info(Scope scope, FeedStatus status, int leases, int vehicles, int streams) =>
        new(scope, 1, status, leases, vehicles, new(None, None, None, None, 0), new(), streams);
}
