using System.Runtime.InteropServices;
using DispatchMap.Web.Maps;

namespace DispatchMap.Web.Browsing;

/// <summary>
/// The waits of all pages on one timer of the machine, which ends many at a time. With thousands of pages, a processor that is
/// woken for each of them costs more than what it is woken for: what comes in rows is cheap. Safe from any thread.
/// </summary>
internal sealed class PageTimers : IDisposable
{
    /// <summary>Timers know nothing shorter; a wait that is over but for this is over.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>So many waiters go on one after another on one thread: a handover for each would cost more than what many of them do.</summary>
    private const int Few = 16;

    private readonly PushPace _pace;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<PageTimer> _timers = [];
    private readonly ITimer _timer;

    /// <summary>For each of <see cref="_timers"/> when its wait is over, in a row: all are looked at each time.</summary>
    private readonly List<TimeSpan> _ends = [];

    private readonly long _start;
    private TimeSpan _next = TimeSpan.MaxValue;
    private TimeSpan _last = TimeSpan.MinValue;

    public PageTimers(PushPace pace, TimeProvider time)
    {
        (_pace, _time, _start) = (pace, time, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>A timer for one waiter, until it is disposed.</summary>
    public PageTimer Create()
    {
        lock (_lock)
        {
            var timer = new PageTimer(this) { Place = _timers.Count };
            _timers.Add(timer);
            _ends.Add(TimeSpan.MaxValue);
            return timer;
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>From now on.</summary>
    internal void Begin(PageTimer timer, TimeSpan wait)
    {
        lock (_lock)
        {
            if (timer.Place >= 0)
                Plan(_ends[timer.Place] = Now + wait);
        }
    }

    /// <summary>Whether the wait was not over yet.</summary>
    internal bool End(PageTimer timer)
    {
        lock (_lock)
            return timer.Place >= 0 && End(timer.Place);
    }

    internal void Remove(PageTimer timer)
    {
        lock (_lock)
        {
            if (timer.Place < 0)
                return;
            // The last one takes its place.
            var last = _timers[^1];
            (_timers[timer.Place], _ends[timer.Place], last.Place) = (last, _ends[^1], timer.Place);
            _timers.RemoveAt(_timers.Count - 1);
            _ends.RemoveAt(_ends.Count - 1);
            timer.Place = -1;
        }
    }

    private bool End(int place)
    {
        var waited = _ends[place] != TimeSpan.MaxValue;
        _ends[place] = TimeSpan.MaxValue;
        return waited;
    }

    private void Ring()
    {
        var over = new List<PageTimer>();
        lock (_lock)
        {
            (_last, _next) = (Now, TimeSpan.MaxValue);
            var nearest = TimeSpan.MaxValue;
            var ends = CollectionsMarshal.AsSpan(_ends);
            for (var place = 0; place < ends.Length; place++)
            {
                if (ends[place] - Tick < _last && End(place))
                    over.Add(_timers[place]);
                else if (ends[place] < nearest)
                    nearest = ends[place];
            }

            Plan(nearest);
        }

        foreach (var few in over.Chunk(Few))
            ThreadPool.UnsafeQueueUserWorkItem(Complete, few, preferLocal: false);
    }

    private static void Complete(PageTimer[] timers)
    {
        foreach (var timer in timers)
            timer.Complete();
    }

    /// <summary>Has the machine's timer ring for this end, but not more often than every <see cref="PushPace.Grain"/>.</summary>
    private void Plan(TimeSpan end)
    {
        if (end >= _next)
            return;
        _next = end;
        var soonest = _last + _pace.Grain;
        var wait = (end < soonest ? soonest : end) - Now;
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
