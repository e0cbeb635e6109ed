using System.Globalization;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>Everything that happened to one vehicle at the vendor. Written by the traffic, read by all browsers; safe from any thread.</summary>
internal sealed class TrueVehicle(long id, long[] groups, bool isShared, bool neverReports)
{
    private const int Remembered = 128;
    private const int Gaps = 8;
    private static readonly long StaleMs = (long)SoakOptions.Stale.TotalMilliseconds;
    private static readonly long BlindMs = (long)SoakOptions.Blindness.TotalMilliseconds;

    /// <summary>Clocks are read at different moments on a busy machine.</summary>
    private const long ClockMs = 1000;

    private readonly Lock _gate = new();
    private readonly TruePosition[] _made = new TruePosition[neverReports ? 0 : Remembered];
    private readonly (long From, long To, bool Said)[] _gaps = new (long, long, bool)[Gaps];
    private int _count;
    private int _gapCount;
    private TruePosition _newest;
    private long _heardMs;
    private long _saidOfflineMs;
    private bool _removed;
    private volatile long[] _groups = groups;
    private long _movedMs;

    public long Id => id;

    public long[] GroupIds => _groups;

    public bool IsShared => isShared;

    public bool NeverReports => neverReports;

    /// <summary>The position with the latest recorded time; default when there is none.</summary>
    public TruePosition Newest
    {
        get
        {
            lock (_gate)
                return _newest;
        }
    }

    /// <summary>Whether it has left the account.</summary>
    public bool IsRemoved
    {
        get
        {
            lock (_gate)
                return _removed;
        }
        set
        {
            lock (_gate)
                _removed = value;
        }
    }

    /// <summary>The vendor is about to receive a position.</summary>
    public void Reports(in TruePosition position, long receivedMs)
    {
        lock (_gate)
        {
            _made[_count++ % Remembered] = position;
            if (position.RecordedMs <= _newest.RecordedMs)
                return;

            if (_saidOfflineMs != 0)
                AddGap(_saidOfflineMs, receivedMs, said: true);
            if (_heardMs != 0 && receivedMs - _heardMs > StaleMs - BlindMs)
                AddGap(_heardMs + StaleMs, receivedMs, said: false);
            (_newest, _heardMs, _saidOfflineMs) = (position, receivedMs, 0);
        }
    }

    /// <summary>The vendor is about to say that it is offline.</summary>
    public void GoesOffline(long nowMs)
    {
        lock (_gate)
            _saidOfflineMs = nowMs;
    }

    /// <summary>It is in other groups from now on.</summary>
    public void Moves(long[] toGroups, long nowMs)
    {
        lock (_gate)
            (_groups, _movedMs) = (toGroups, nowMs);
    }

    /// <summary>Whether it ever made this position.</summary>
    public bool Made(in TruePosition position)
    {
        lock (_gate)
        {
            // From the newest backwards: that is where it is.
            for (var i = _count - 1; i >= 0 && i >= _count - Remembered; i--)
            {
                if (_made[i % Remembered] == position)
                    return true;
            }

            return false;
        }
    }

    /// <summary>
    /// Whether it may be shown Offline at a vendor time: the vendor has said so, or it has been silent for the stale limit, and
    /// that is not refuted by a report which the feed has had <see cref="SoakOptions.Blindness"/> to hear of. What the vendor has
    /// said by now counts: the time of a frozen feed stands still, and a page that is loaded then shows the news already. Of one
    /// that has left the account the vendor says no more, not even what streams held back, so how old its last word is proves nothing; nor, to
    /// the feed of a group, of one that has just left that.
    /// </summary>
    public bool MayBeOffline(long vendorMs)
    {
        var latest = vendorMs + ClockMs;
        lock (_gate)
        {
            if (_removed || (_movedMs != 0 && vendorMs < _movedMs + StaleMs) || _saidOfflineMs != 0 || (_heardMs != 0 && _heardMs + StaleMs <= latest))
                return true;
            for (var i = 0; i < Math.Min(_gapCount, Gaps); i++)
            {
                if ((_gaps[i].Said || _gaps[i].From <= latest) && vendorMs <= _gaps[i].To + BlindMs)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The facts behind a finding.</summary>
    public string Explain(long vendorMs)
    {
        lock (_gate)
            return string.Create(CultureInfo.InvariantCulture, $"heard {_heardMs - vendorMs} ms, recorded {_newest.RecordedMs - vendorMs} ms, said offline {(_saidOfflineMs == 0 ? "no" : "yes")}, gaps {_gapCount}");
    }

    private void AddGap(long from, long to, bool said) => _gaps[_gapCount++ % Gaps] = (from, to, said);
}
