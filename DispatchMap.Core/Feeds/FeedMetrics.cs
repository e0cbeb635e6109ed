using System.Diagnostics.Metrics;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// The meter <c>DispatchMap.Feeds</c>: what all feeds together count. Scopes are no tags: one may name thousands of vehicles.
/// <c>docs/operations.md</c> says what each instrument means.
/// </summary>
internal sealed class FeedMetrics
{
    public const string MeterName = "DispatchMap.Feeds";

    private readonly KnownNames _rejections = new();
    private readonly KnownNames _losses = new();
    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _reconnects;
    private readonly Counter<long> _rotations;
    private readonly Counter<long> _seeds;
    private readonly Histogram<double> _lag;

    public FeedMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _events = _meter.CreateCounter<long>("dispatchmap.feed.events", "{event}", "Stream messages by kind");
        _rejected = _meter.CreateCounter<long>("dispatchmap.feed.rejected", "{event}", "Messages and statements left out, by reason");
        _reconnects = _meter.CreateCounter<long>("dispatchmap.feed.reconnects", "{attempt}", "Streams lost or not had, by reason");
        _rotations = _meter.CreateCounter<long>("dispatchmap.feed.rotations", "{stream}", "Streams replaced without a gap before they expired");
        _seeds = _meter.CreateCounter<long>("dispatchmap.feed.seeds", "{seed}", "Readings of the last positions, by result");
        _lag = _meter.CreateHistogram(
            "dispatchmap.feed.lag", "s", "From recorded to received, of reports that were news", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 900, 3600, 21_600, 86_400] });
    }

    /// <summary>Observes the feeds as they are.</summary>
    public void Watch(Func<FeedOverview> look, TimeProvider time)
    {
        _meter.CreateObservableUpDownCounter("dispatchmap.feed.active", () => ByPhase(look()), "{feed}", "Feeds running or lingering, by phase");
        _meter.CreateObservableUpDownCounter("dispatchmap.feed.leases", () => look().Leases, "{lease}", "Screens that watch a feed");
        _meter.CreateObservableUpDownCounter("dispatchmap.feed.streams", () => look().Streams, "{stream}", "Streams open upstream");
        _meter.CreateObservableUpDownCounter(
            "dispatchmap.feed.vehicles", () => look().Feeds.Sum(feed => feed.Vehicles), "{vehicle}", "Vehicles held, once per feed that has them");
        _meter.CreateObservableGauge("dispatchmap.feed.silence", () => Silence(look().Feeds, time.GetUtcNow()), "s", "Since the last message of the feed that has been silent longest");
        _meter.CreateObservableGauge("dispatchmap.feed.clock_offset", () => ClockOffset(look().Feeds), "s", "The vendor's clock minus ours, of the feed where it is widest");
        _meter.CreateObservableGauge("dispatchmap.feed.budget.remaining", () => Budget(look()), "{request}", "Requests that would go out at once");
    }

    public void Event(string kind) => _events.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Lag(TimeSpan lag) => _lag.Record(lag.TotalSeconds);

    public void Rejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", _rejections.Of(reason)));

    public void Reconnect(string reason) => _reconnects.Add(1, new KeyValuePair<string, object?>("reason", _losses.Of(reason)));

    public void Rotation() => _rotations.Add(1);

    public void Seed(string result) => _seeds.Add(1, new KeyValuePair<string, object?>("result", result));

    // Every phase every time: a phase that nobody is in any more must read 0, not what it read last.
    private static IEnumerable<Measurement<int>> ByPhase(FeedOverview overview) => Enum.GetValues<FeedPhase>()
        .Where(phase => phase != FeedPhase.Stopped)
        .Select(phase => new Measurement<int>(
            overview.Feeds.Count(feed => feed.Status.Phase == phase), new KeyValuePair<string, object?>("phase", phase.ToString().ToLowerInvariant())));

    // Gauges without a value say nothing, rather than a zero that would look like news.
    private static IEnumerable<Measurement<double>> Silence(IEnumerable<FeedInfo> feeds, DateTimeOffset now) =>
        Widest(feeds.Select(feed => (now - (feed.Status.LastMessageAt ?? feed.Status.Since)).TotalSeconds));

    private static IEnumerable<Measurement<double>> ClockOffset(IEnumerable<FeedInfo> feeds) =>
        Widest(feeds.Where(feed => feed.Status.TruthAt is not null).Select(feed => feed.Status.VendorClockOffset.TotalSeconds));

    private static IEnumerable<Measurement<double>> Widest(IEnumerable<double> values) =>
        values.OrderByDescending(Math.Abs).Take(1).Select(value => new Measurement<double>(value));

    private static IEnumerable<Measurement<int>> Budget(FeedOverview overview) =>
        overview.Account?.Budget is { } budget ? [new(budget.Left)] : [];
}
