using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Traffic.Generated;

/// <summary>The state of one generated vehicle, in a hundred bytes: where its present leg began and where it leads.</summary>
internal struct GeneratedVehicle
{
    /// <summary>Milliseconds between two reports of a standing vehicle, at most.</summary>
    public const int LongestInterval = 40_000;

    private const double ReachMetres = 40_000;
    private const double StopShare = 0.25;
    private const double StandingAtStart = 0.35;
    private const double SilentShare = 1.0 / 600;

    private readonly Town _town;
    private readonly int _interval;
    private readonly int _lag;
    private SeededRandom _random;
    private double _latitude;
    private double _longitude;
    private long _at;
    private long _legUntil;
    private double _heading;
    private double _speedKmh;

    public GeneratedVehicle(Town town, long at, SeededRandom random)
    {
        (_town, _at, _random) = (town, at, random);
        var (distance, direction) = (_random.Unit() * ReachMetres * 0.7, _random.Between(0, 2 * Math.PI));
        _latitude = town.Latitude + Geo.NorthDegrees(distance * Math.Cos(direction));
        _longitude = town.Longitude + Geo.EastDegrees(distance * Math.Sin(direction), _latitude);
        _heading = _random.Between(0, 360);
        _interval = 5_000 + _random.Below(15_000);
        _lag = 1_000 + _random.Below(3_000);
        _legUntil = _random.Chance(StandingAtStart) ? at + (long)(_random.Between(0, 12) * 60_000) : at;
    }

    /// <summary>What the vendor receives at a time, ms since 1970, and when it receives the next.</summary>
    public SimulatedPosition Measure(long receivedAt, out long next)
    {
        var recordedAt = (receivedAt - _lag) / 1000 * 1000;
        MoveTo(recordedAt);
        next = receivedAt + (_speedKmh > 0 ? _interval : Math.Min(_interval * 2, LongestInterval)) + _random.Below(500);
        if (_random.Chance(SilentShare))
            next += (long)(_random.Between(2, 40) * 60_000);
        return new SimulatedPosition(
            Math.Round(_latitude, 6),
            Math.Round(_longitude, 6),
            _speedKmh,
            _heading,
            DateTimeOffset.FromUnixTimeMilliseconds(recordedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(receivedAt));
    }

    private void MoveTo(long time)
    {
        while (_at < time)
        {
            if (_at >= _legUntil)
                TurnOrStop();
            var until = Math.Min(time, _legUntil);
            var metres = _speedKmh / 3.6 * (until - _at) / 1000;
            var (sin, cos) = Math.SinCos(_heading * Math.PI / 180);
            _longitude += Geo.EastDegrees(metres * sin, _latitude);
            _latitude += Geo.NorthDegrees(metres * cos);
            _at = until;
        }
    }

    private void TurnOrStop()
    {
        if (_speedKmh > 0 && _random.Chance(StopShare))
        {
            _speedKmh = 0;
            _legUntil = _at + (long)(_random.Between(1, 12) * 60_000);
            return;
        }

        _speedKmh = Math.Round(_random.Between(25, 110), 1);
        _legUntil = _at + (long)(_random.Between(40, 300) * 1000);
        var wanted = Geo.Metres(_latitude, _longitude, _town.Latitude, _town.Longitude) > ReachMetres
            ? Geo.Bearing(_latitude, _longitude, _town.Latitude, _town.Longitude)
            : _heading;
        _heading = Math.Round(Geo.Turned(wanted + (_random.Bell() * 40)), 0) % 360;
    }
}
