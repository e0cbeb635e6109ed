namespace DispatchMap.Core.Fleet;

/// <summary>
/// The vendor's clock as an offset from ours. A heartbeat's <c>sentAt</c> is the vendor's now less the way here, so the median of
/// the last few is the clock, and one odd message cannot move it. A report's <c>receivedAt</c> only proves that the vendor's
/// clock has been there: until the first heartbeat it can push the estimate forwards, and only when several agree.
/// </summary>
internal sealed class VendorClock(TimeProvider time)
{
    private const int Heartbeats = 5;
    private const int Witnesses = 3;

    /// <summary>Clocks further apart than this could not have agreed on a TLS handshake, so the message is wrong.</summary>
    private static readonly long Plausible = TimeSpan.FromDays(1).Ticks;

    private readonly Lock _gate = new();
    private readonly List<long> _sent = new(Heartbeats + 1);
    private readonly List<long> _received = new(Witnesses + 1);
    private long _offset;

    /// <summary>The vendor's clock minus ours; zero while nothing is known.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offset));

    /// <summary>Now by the vendor's clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + Offset;

    /// <summary>Learns from a message that the vendor stamped as it sent it.</summary>
    public void ObserveSent(DateTimeOffset sentAt)
    {
        var sample = (sentAt - time.GetUtcNow()).Ticks;
        if (Math.Abs(sample) > Plausible)
            return;

        lock (_gate)
        {
            if (_sent.Count == Heartbeats)
                _sent.RemoveAt(0);
            _sent.Add(sample);
            Interlocked.Exchange(ref _offset, Middle());
        }
    }

    /// <summary>Learns from a report that the vendor has received, however long ago.</summary>
    public void ObserveReceived(DateTimeOffset receivedAt)
    {
        var sample = (receivedAt - time.GetUtcNow()).Ticks;
        if (sample <= Interlocked.Read(ref _offset) || sample > Plausible)
            return;

        lock (_gate)
        {
            if (_sent.Count > 0)
                return;

            // The highest few, so that the lowest of them is a time several reports vouch for.
            _received.Add(sample);
            _received.Sort();
            if (_received.Count > Witnesses)
                _received.RemoveAt(0);
            if (_received.Count == Witnesses)
                Interlocked.Exchange(ref _offset, Math.Max(_offset, _received[0]));
        }
    }

    private long Middle()
    {
        long[] sorted = [.. _sent.Order()];
        var upper = sorted[sorted.Length / 2];
        if (sorted.Length % 2 == 1)
            return upper;

        var lower = sorted[sorted.Length / 2 - 1];
        return Math.Abs(lower - _offset) <= Math.Abs(upper - _offset) ? lower : upper;
    }
}
