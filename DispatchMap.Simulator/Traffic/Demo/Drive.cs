namespace DispatchMap.Simulator.Traffic.Demo;

/// <summary>One vehicle on the roads: drives from place to place, waits at lights, and stands at its stops. A step is a second.</summary>
internal sealed class Drive
{
    private const double Acceleration = 1.1;
    private const double CrawlSpeed = 1.5;
    private const double ArrivedWithin = 2;

    private readonly RoadMap _map;
    private readonly IReadOnlyList<int> _places;
    private readonly double _factor;
    private readonly double _topSpeed;
    private readonly Queue<double> _lights = new();
    private SeededRandom _random;
    private Route _route;
    private int _place;
    private long _standsUntil;
    private double _at;
    private double _speed;

    public Drive(RoadMap map, IReadOnlyList<int> places, bool isLorry, SeededRandom random, long second)
    {
        (_map, _places, _random, Second) = (map, places, random, second);
        _factor = _random.Between(0.9, 1.04);
        _topSpeed = (isLorry ? 88 : 128) / 3.6;
        _place = _random.Below(places.Count);
        _route = NextRoute();
        _at = _random.Between(0, 0.9) * _route.Length;
        while (_lights.TryPeek(out var light) && light <= _at)
            _lights.Dequeue();
    }

    /// <summary>The second it has been driven to, since 1970.</summary>
    public long Second { get; private set; }

    public double SpeedKmh => _speed * 3.6;

    public bool IsStanding => _speed < 0.3;

    public (double Latitude, double Longitude, double Bearing) Position => _route.At(_at);

    /// <summary>Stands still until a second, wherever it is.</summary>
    public void Park(long until) => (_standsUntil, _speed) = (until, 0);

    public void DriveTo(long second)
    {
        while (Second < second)
        {
            Second++;
            Step();
        }
    }

    private void Step()
    {
        if (Second < _standsUntil)
            return;

        if (_at >= _route.Length - ArrivedWithin)
        {
            _route = NextRoute();
            _at = 0;
        }

        var stopAt = _lights.TryPeek(out var light) ? light : _route.Length;
        var allowed = Math.Max(_route.Allowed(_at, _factor, _topSpeed, stopAt), CrawlSpeed);
        _speed = Math.Min(_speed + Acceleration, allowed);
        _at = Math.Min(_at + _speed, stopAt);
        if (_at < stopAt - ArrivedWithin)
            return;

        _speed = 0;
        if (stopAt >= _route.Length)
        {
            _standsUntil = Second + StopSeconds();
            return;
        }

        _lights.Dequeue();
        _standsUntil = Second + (long)_random.Between(8, 40);
    }

    /// <summary>Mostly a delivery, now and then a longer job.</summary>
    private long StopSeconds() => (long)(_random.Chance(0.25) ? _random.Between(400, 1200) : _random.Between(45, 360));

    private Route NextRoute()
    {
        var next = (_place + 1 + _random.Below(_places.Count - 1)) % _places.Count;
        var route = _map.Find(_places[_place], _places[next]);
        _place = next;
        _lights.Clear();
        foreach (var junction in route.Junctions)
        {
            if (_random.Chance(0.3))
                _lights.Enqueue(junction);
        }

        return route;
    }
}
