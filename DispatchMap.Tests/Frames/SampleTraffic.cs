using DispatchMap.Tests.Fleet;

namespace DispatchMap.Tests.Frames;

/// <summary>Vehicles that drive as vehicles do, a fifth of them standing, and report one after another every so many seconds.</summary>
internal sealed class SampleTraffic
{
    private const double Interval = 5;
    private readonly Random _random = new(7);
    private readonly (double Latitude, double Longitude, double Speed, double Heading, DateTimeOffset At)[] _vehicles;
    private readonly int _stampMs;
    private int _next;

    /// <param name="stampMs">To how many milliseconds the devices and the vendor tell the time.</param>
    public SampleTraffic(int vehicles, int stampMs)
    {
        _stampMs = stampMs;
        _vehicles = new (double, double, double, double, DateTimeOffset)[vehicles];
        for (var id = 0; id < vehicles; id++)
        {
            var speed = id % 5 == 0 ? 0 : 20 + _random.Next(80);
            _vehicles[id] = (40 + (_random.NextDouble() * 10), 10 + (_random.NextDouble() * 10), speed, _random.Next(360), FleetKit.Noon.AddSeconds(-Interval + (id % 5)));
            Report(id);
        }

        Kit.Fleet.Publish();
    }

    public FleetKit Kit { get; } = new();

    /// <summary>So many vehicles, spread over the fleet, have driven on and report.</summary>
    public void Drive(int count)
    {
        Kit.Time.Advance(TimeSpan.FromMilliseconds(250));
        for (var i = 0; i < count; i++)
        {
            var id = (int)((long)_next++ * 7919 % _vehicles.Length);
            var (latitude, longitude, speed, heading, at) = _vehicles[id];
            if (speed > 0)
            {
                speed = Math.Clamp(speed + ((_random.NextDouble() - 0.5) * 10), 5, 110);
                heading = (heading + ((_random.NextDouble() - 0.5) * 20) + 360) % 360;
            }

            var metres = speed / 3.6 * Interval;
            var (sin, cos) = Math.SinCos(heading * Math.PI / 180);
            var noise = speed > 0 ? 0 : (_random.NextDouble() - 0.5) * 1e-5;
            latitude += (metres * cos / 111_320) + noise;
            longitude += (metres * sin / (111_320 * Math.Cos(latitude * Math.PI / 180))) + noise;
            _vehicles[id] = (latitude, longitude, speed, heading, at.AddSeconds(Interval));
            Report(id);
        }
    }

    private void Report(int id)
    {
        var (latitude, longitude, speed, heading, at) = _vehicles[id];
        Kit.Apply(new(id, latitude, longitude, Stamp(at), Stamp(at.AddSeconds(1 + _random.NextDouble())), Math.Round(speed, 1), Math.Round(heading)));
    }

    private DateTimeOffset Stamp(DateTimeOffset at)
    {
        var jitter = _stampMs == 1 ? _random.Next(-200, 200) : 0;
        return DateTimeOffset.FromUnixTimeMilliseconds((at.ToUnixTimeMilliseconds() + jitter) / _stampMs * _stampMs);
    }
}
