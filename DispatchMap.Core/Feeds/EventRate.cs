using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Feeds;

/// <summary>How many events a second, over the last whole minute. A counter per second: bounded, nothing is allocated per event.</summary>
internal sealed class EventRate(TimeProvider time)
{
    private const int Window = 60;

    private readonly Lock _gate = new();
    private readonly SteadyTicks _steady = new(time);
    private readonly (long Second, int Count)[] _seconds = new (long, int)[Window + 1];

    /// <param name="timestamp">Now.</param>
    public void Add(long timestamp)
    {
        lock (_gate)
        {
            var now = SecondAt(timestamp);
            ref var slot = ref _seconds[now % _seconds.Length];
            slot = slot.Second == now ? (now, slot.Count + 1) : (now, 1);
        }
    }

    /// <summary>Events a second; while the feed is younger than a minute, over its whole seconds so far.</summary>
    public double PerSecond()
    {
        lock (_gate)
        {
            // The second that runs is left out: it would make every look at its beginning see less.
            var now = SecondAt(time.GetTimestamp());
            long events = 0;
            foreach (var (second, count) in _seconds)
                events += second < now && second >= now - Window ? count : 0;
            return now == 0 ? 0 : (double)events / Math.Min(now, Window);
        }
    }

    private long SecondAt(long timestamp) => _steady.At(timestamp) / TimeSpan.TicksPerSecond;
}
