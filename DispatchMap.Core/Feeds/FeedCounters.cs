using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>What one feed counts; every count also goes to the meter.</summary>
internal sealed class FeedCounters(FeedMetrics metrics)
{
    private static readonly string[] Kinds = [.. Enum.GetNames<StreamEventKind>().Select(name => name.ToLowerInvariant())];
    private readonly Tally _events = new();
    private readonly Tally _rejected = new();
    private readonly Tally _reconnects = new();
    private readonly Tally _seeds = new();
    private long _rotations;

    public void Event(StreamEventKind kind)
    {
        _events.Add(Kinds[(int)kind]);
        metrics.Event(Kinds[(int)kind]);
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

    public FeedCounts Counts() => new(
        _events.Counts(), _rejected.Counts(), _reconnects.Counts(), _seeds.Counts(), Interlocked.Read(ref _rotations));
}
