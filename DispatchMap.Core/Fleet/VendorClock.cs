namespace DispatchMap.Core.Fleet;

/// <summary>
/// The vendor's clock, as so much ahead of a steady clock of ours: one that nobody sets. A heartbeat's <c>sentAt</c> is the
/// vendor's now less the way here, so the median of the last few is the clock, and one odd message cannot move it. A report's <c>receivedAt</c> only proves that the vendor's
/// clock has been there: until the first heartbeat it can push the estimate forwards, and only when several agree. When our wall
/// clock parts from the steady one, either was it set or the steady one slept with the machine; the next heartbeat tells.
/// </summary>
internal sealed class VendorClock(TimeProvider time)
{
    private const int Heartbeats = 5;
    private const int Witnesses = 3;

    /// <summary>Clocks further apart than this could not have agreed on a TLS handshake, so the message is wrong.</summary>
    private static readonly long Plausible = TimeSpan.FromDays(1).Ticks;

    /// <summary>Wall and steady clock do not drift so far apart between two heartbeats.</summary>
    private static readonly long Parting = TimeSpan.FromSeconds(10).Ticks;

    private readonly Lock _gate = new();
    private readonly long _start = time.GetUtcNow().UtcTicks;
    private readonly SteadyTicks _steady = new(time);
    private readonly List<long> _sent = new(Heartbeats + 1);
    private readonly List<long> _received = new(Witnesses + 1);
    private long _ahead;
    private long _set;

    /// <summary>The vendor's clock minus our wall clock; zero while nothing is known.</summary>
    public TimeSpan Offset => new(Volatile.Read(ref _ahead) - SetBy(SteadyTicks));

    /// <summary>Now by the vendor's clock. It may be behind after the machine slept, until a heartbeat comes, but is never ahead for it.</summary>
    public DateTimeOffset Now => At(NowTicks);

    /// <inheritdoc cref="Now"/>
    /// <remarks>UTC ticks.</remarks>
    public long NowTicks => NowTicksAt(time.GetTimestamp());

    /// <summary>Now by the vendor's clock, UTC ticks, when our steady clock says so much.</summary>
    public long NowTicksAt(long timestamp) => SteadyTicksAt(timestamp) + Volatile.Read(ref _ahead);

    /// <summary>The latest that the vendor's now may be, if our wall clock is the one to believe, UTC ticks; never before <see cref="Now"/>.</summary>
    public long LatestTicks
    {
        get
        {
            var steady = SteadyTicks;
            var slept = time.GetUtcNow().UtcTicks - steady - Volatile.Read(ref _set);
            return steady + Volatile.Read(ref _ahead) + Math.Max(0, slept);
        }
    }

    /// <summary>The vendor's clock minus the steady one.</summary>
    public TimeSpan Ahead => new(Volatile.Read(ref _ahead));

    /// <summary>Our clock without the steps that the wall clock makes.</summary>
    public DateTimeOffset SteadyAt(long timestamp) => At(SteadyTicksAt(timestamp));

    private long SteadyTicks => SteadyTicksAt(time.GetTimestamp());

    private long SteadyTicksAt(long timestamp) => _start + _steady.At(timestamp);

    /// <summary>Learns from a message that the vendor stamped as it sent it.</summary>
    public void ObserveSent(DateTimeOffset sentAt)
    {
        var steady = SteadyTicks;
        var set = SetBy(steady);
        var sample = sentAt.UtcTicks - steady;
        if (Math.Abs(sample) > Plausible && Math.Abs(sample - set) > Plausible)
            return;

        lock (_gate)
        {
            if (Math.Abs(set - _set) > Parting)
                _sent.Clear();
            Interlocked.Exchange(ref _set, set);
            if (_sent.Count == Heartbeats)
                _sent.RemoveAt(0);
            _sent.Add(sample);
            Interlocked.Exchange(ref _ahead, Middle());
        }
    }

    /// <summary>Learns from a report that the vendor has received, however long ago.</summary>
    public void ObserveReceived(DateTimeOffset receivedAt) => ObserveReceived(receivedAt, time.GetTimestamp());

    /// <inheritdoc cref="ObserveReceived(DateTimeOffset)"/>
    /// <param name="timestamp">Now.</param>
    public void ObserveReceived(DateTimeOffset receivedAt, long timestamp)
    {
        var steady = SteadyTicksAt(timestamp);
        var sample = receivedAt.UtcTicks - steady;
        if (sample <= Volatile.Read(ref _ahead))
            return;
        var set = SetBy(steady);
        if (Math.Min(sample, sample - set) > Plausible)
            return;

        lock (_gate)
        {
            if (_sent.Count > 0 && Math.Abs(set - _set) <= Parting)
                return;

            // The highest few, so that the lowest of them is a time several reports vouch for.
            _received.Add(sample);
            _received.Sort();
            if (_received.Count > Witnesses)
                _received.RemoveAt(0);
            if (_received.Count == Witnesses)
                Interlocked.Exchange(ref _ahead, Math.Max(_ahead, _received[0]));
        }
    }

    private long Middle()
    {
        long[] sorted = [.. _sent.Order()];
        var upper = sorted[sorted.Length / 2];
        if (sorted.Length % 2 == 1)
            return upper;

        var lower = sorted[sorted.Length / 2 - 1];
        return Math.Abs(lower - _ahead) <= Math.Abs(upper - _ahead) ? lower : upper;
    }

    /// <summary>How far the wall clock is ahead of the steady one, ticks.</summary>
    private long SetBy(long steady) => time.GetUtcNow().UtcTicks - steady;

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
