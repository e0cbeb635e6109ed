using System.Collections.Immutable;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>What one feed counts and measures; all of it also goes to the meter.</summary>
internal sealed class FeedCounters(FeedMetrics metrics, TimeProvider time)
{
    private static readonly string[] Kinds = [.. Enum.GetNames<StreamEventKind>().Select(name => name.ToLowerInvariant())];
    private readonly long[] _events = new long[Kinds.Length];
    private readonly Tally _rejected = new();
    private readonly Tally _reconnects = new();
    private readonly Tally _seeds = new();
    private readonly EventRate _rate = new(time);
    private readonly LagEstimate _lag = new(time);
    private long _rotations;
    private int _streams;

    /// <summary>Streams open now.</summary>
    public int Streams => Volatile.Read(ref _streams);

    /// <param name="timestamp">Now.</param>
    public void Event(StreamEventKind kind, long timestamp)
    {
        Interlocked.Increment(ref _events[(int)kind]);
        metrics.Event(Kinds[(int)kind]);
        if (kind is not (StreamEventKind.Connected or StreamEventKind.Heartbeat))
            _rate.Add(timestamp);
    }

    /// <summary>A report that was news, and what lay between the two clocks that stamped it.</summary>
    /// <param name="timestamp">Now.</param>
    public void Lag(DateTimeOffset recordedAt, DateTimeOffset receivedAt, long timestamp)
    {
        // A phone's clock may run ahead of the vendor's; nothing arrives before it was sent.
        var lag = receivedAt > recordedAt ? receivedAt - recordedAt : TimeSpan.Zero;
        _lag.Add(lag, timestamp);
        metrics.Lag(lag);
    }

    public void Rejected(string reason)
    {
        _rejected.Add(reason);
        metrics.Rejected(reason);
    }

    public void Reconnect(string reason)
    {
        _reconnects.Add(reason);
        metrics.Reconnect(reason);
    }

    public void Rotation()
    {
        Interlocked.Increment(ref _rotations);
        metrics.Rotation();
    }

    public void Seed(string result)
    {
        _seeds.Add(result);
        metrics.Seed(result);
    }

    public void StreamOpened() => Interlocked.Increment(ref _streams);

    public void StreamClosed() => Interlocked.Decrement(ref _streams);

    public FeedCounts Counts() => new(
        Events(), _rejected.Counts(), _reconnects.Counts(), _seeds.Counts(), Interlocked.Read(ref _rotations));

    private ImmutableSortedDictionary<string, long> Events() => Enumerable.Range(0, Kinds.Length)
        .Select(kind => KeyValuePair.Create(Kinds[kind], Interlocked.Read(ref _events[kind])))
        .Where(count => count.Value > 0)
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    public FeedRates Rates()
    {
        var (median, p95) = _lag.Read();
        return new(_rate.PerSecond(), median, p95);
    }
}
