using System.Diagnostics.Metrics;

namespace DispatchMap.Core.Feeds;

/// <summary>The meter <c>DispatchMap.Feeds</c>: what all feeds together count.</summary>
internal sealed class FeedMetrics
{
    public const string MeterName = "DispatchMap.Feeds";

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _reconnects;
    private readonly Counter<long> _rotations;
    private readonly Counter<long> _seeds;

    public FeedMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _events = _meter.CreateCounter<long>("dispatchmap.feeds.events", "{event}", "Stream messages by kind");
        _rejected = _meter.CreateCounter<long>("dispatchmap.feeds.rejected", "{event}", "Messages and statements left out, by reason");
        _reconnects = _meter.CreateCounter<long>("dispatchmap.feeds.reconnects", "{attempt}", "Streams lost or not had, by reason");
        _rotations = _meter.CreateCounter<long>("dispatchmap.feeds.rotations", "{stream}", "Streams replaced without a gap before they expired");
        _seeds = _meter.CreateCounter<long>("dispatchmap.feeds.seeds", "{seed}", "Readings of the last positions, by result");
    }

    /// <summary>Observes how many feeds and leases there are.</summary>
    public void Watch(Func<int> feeds, Func<int> leases)
    {
        _meter.CreateObservableUpDownCounter("dispatchmap.feeds.active", feeds, "{feed}", "Feeds running or lingering");
        _meter.CreateObservableUpDownCounter("dispatchmap.feeds.leases", leases, "{lease}", "Shares held in feeds");
    }

    public void Event(string kind) => _events.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Rejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Reconnect(string reason) => _reconnects.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Rotation() => _rotations.Add(1);

    public void Seed(string result) => _seeds.Add(1, new KeyValuePair<string, object?>("result", result));
}
