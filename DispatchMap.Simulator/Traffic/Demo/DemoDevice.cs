using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Traffic.Demo;

/// <summary>
/// The phone in a vehicle: measures at its own pace, sends with a lag, and falls silent now and then, as phones do. The
/// vehicle drives on meanwhile.
/// </summary>
internal sealed class DemoDevice
{
    private const double NoiseMetres = 3;

    // Shares of the silences, by what they look like from the desk: delayed, stale, switched off.
    private const double ShortShare = 0.55;
    private const double LongShare = 0.25;

    private readonly Drive _drive;
    private readonly double _movingInterval;
    private readonly double _standingInterval;
    private readonly double _lag;
    private readonly double _meanUptime;
    private SeededRandom _random;
    private (double Latitude, double Longitude)? _parkedAt;
    private SimulatedPosition _fix;
    private long _quietFrom;
    private long _quietUntil;
    private bool _switchesOff;

    public DemoDevice(SimulatedVehicle vehicle, DemoVehicle plan, Drive drive, SeededRandom random, long startSecond)
    {
        (Vehicle, _drive, _random) = (vehicle, drive, random);
        _movingInterval = _random.Between(5, 20);
        _standingInterval = _random.Between(15, 40);
        _lag = _random.Between(1, 3.5);
        // One phone in three is a troublesome one.
        _meanUptime = _random.Chance(0.33) ? 9 * 60 : 60 * 60;
        PlanStart(plan, startSecond);
    }

    public SimulatedVehicle Vehicle { get; }

    /// <summary>When it measures next, seconds since 1970.</summary>
    public long NextAt { get; private set; }

    /// <summary>Whether <see cref="NextAt"/> is the moment in which the driver's switching off is noticed.</summary>
    private bool IsOffNotice => _switchesOff && NextAt == _quietFrom + 20;

    /// <summary>Measures at <see cref="NextAt"/> and plans the next time.</summary>
    public void Measure(IReportSink sink)
    {
        if (IsOffNotice)
        {
            sink.SwitchedOff(Vehicle);
            NextAt = _quietUntil;
            return;
        }

        if (NextAt >= _quietFrom && NextAt < _quietUntil)
        {
            NextAt = _switchesOff ? Math.Max(_quietFrom + 20, NextAt + 1) : _quietUntil;
            return;
        }

        _drive.DriveTo(NextAt);
        var lag = TimeSpan.FromSeconds(Math.Round(Math.Clamp(_lag + (_random.Bell() * 0.4), 1, 4), 1));
        var position = Fix();
        if (NextAt >= _quietUntil && _quietUntil > 0)
            PlanSilence(NextAt);
        var recordedAt = DateTimeOffset.FromUnixTimeSeconds(NextAt);
        sink.Deliver(Vehicle, position with { RecordedAt = recordedAt, ReceivedAt = recordedAt + lag });
        var interval = _drive.IsStanding ? _standingInterval : _movingInterval;
        NextAt += Math.Max(5, (long)Math.Round(interval + (_random.Bell() * 0.6)));
    }

    private SimulatedPosition Fix()
    {
        var (latitude, longitude, bearing) = _drive.Position;
        // A standing phone keeps its fix: no wandering dots on the map.
        if (_drive.IsStanding && _parkedAt == (latitude, longitude))
            return _fix;

        _parkedAt = _drive.IsStanding ? (latitude, longitude) : null;
        latitude += Geo.NorthDegrees(_random.Bell() * NoiseMetres);
        longitude += Geo.EastDegrees(_random.Bell() * NoiseMetres, latitude);
        var noise = _drive.IsStanding ? 0 : _random.Bell();
        _fix = new SimulatedPosition(
            Math.Round(latitude, 6),
            Math.Round(longitude, 6),
            _drive.IsStanding ? 0 : Math.Round(Math.Max(0, _drive.SpeedKmh + (noise * 0.8)), 1),
            Math.Round(Geo.Turned(bearing + (noise * 2))) % 360,
            default,
            default);
        return _fix;
    }

    private void PlanStart(DemoVehicle plan, long start)
    {
        NextAt = _drive.Second + _random.Below(20);
        _quietUntil = start - 1;
        _quietFrom = _quietUntil;
        switch (plan.Start)
        {
            case DemoStart.Quiet:
                _quietFrom = start - plan.StartSeconds + 1;
                _quietUntil = start + (long)_random.Between(40, 200);
                break;
            case DemoStart.Off:
                // Parked since long before; comes back while the watcher is still there.
                _quietFrom = start - 60;
                _quietUntil = start + (long)_random.Between(150, 480);
                _switchesOff = true;
                _drive.Park(_quietUntil);
                break;
            case DemoStart.Never:
                (_quietFrom, _quietUntil) = (0, long.MaxValue);
                break;
        }
    }

    private void PlanSilence(long now)
    {
        _quietFrom = now + (long)(-Math.Log(1 - _random.Unit()) * _meanUptime) + 60;
        var kind = _random.Unit();
        _switchesOff = kind >= ShortShare + LongShare;
        var seconds = kind switch
        {
            < ShortShare => _random.Between(70, 220),
            < ShortShare + LongShare => _random.Between(320, 640),
            _ => _random.Between(180, 420),
        };
        _quietUntil = _quietFrom + (long)seconds;
    }
}
