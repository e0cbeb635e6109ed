using System.Globalization;
using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Traffic.Replay;

/// <summary>Recorded trips, all started together now, each over and over with a short rest in between.</summary>
internal sealed class ReplayTraffic : ITraffic
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly List<Trip> _trips;
    private readonly List<SimulatedVehicle> _vehicles;
    private readonly TimeSpan[] _lags;
    private readonly DateTimeOffset[] _starts;
    private readonly int[] _points;
    private readonly PriorityQueue<int, DateTimeOffset> _schedule = new();

    private ReplayTraffic(SimulatedFleet fleet, List<Trip> trips, DateTimeOffset now, int seed)
    {
        _trips = trips;
        _vehicles = [.. Vehicles(fleet, trips)];
        _lags = [.. trips.Select((_, i) => TimeSpan.FromSeconds(Math.Round(SeededRandom.For(seed, i).Between(1, 4), 1)))];
        _starts = new DateTimeOffset[trips.Count];
        _points = new int[trips.Count];
        // Whole seconds as in the file; the first points are already there.
        var start = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() - 4);
        for (var i = 0; i < trips.Count; i++)
        {
            _starts[i] = start;
            _schedule.Enqueue(i, start + _lags[i]);
        }

        AdvanceTo(now, fleet);
    }

    public static ReplayTraffic Start(SimulatedFleet fleet, string path, DateTimeOffset now, int seed) =>
        new(fleet, ReplayFile.Read(path), now, seed);

    public void AdvanceTo(DateTimeOffset now, IReportSink sink)
    {
        while (_schedule.TryPeek(out var i, out var receivedAt) && receivedAt <= now)
        {
            var point = _trips[i].Points[_points[i]];
            sink.Deliver(_vehicles[i], new SimulatedPosition(
                point.Latitude, point.Longitude, point.SpeedKmh, point.Heading, receivedAt - _lags[i], receivedAt));
            _schedule.DequeueEnqueue(i, Next(i) + _lags[i]);
        }
    }

    private DateTimeOffset Next(int i)
    {
        var points = _trips[i].Points;
        _points[i]++;
        if (_points[i] == points.Length)
        {
            _points[i] = 0;
            _starts[i] += points[^1].At + Rest;
        }

        return _starts[i] + points[_points[i]].At;
    }

    private static IEnumerable<SimulatedVehicle> Vehicles(SimulatedFleet fleet, List<Trip> trips)
    {
        var numbered = trips.TrueForAll(trip => long.TryParse(trip.Vehicle, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        for (var i = 0; i < trips.Count; i++)
        {
            var vehicle = trips[i].Vehicle;
            yield return numbered
                ? fleet.AddVehicle(long.Parse(vehicle, CultureInfo.InvariantCulture), "Car " + vehicle)
                : fleet.AddVehicle(i + 1, vehicle);
        }
    }
}
