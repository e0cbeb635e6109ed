using System.Globalization;
using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Traffic.Generated;

/// <summary>
/// Up to 100,000 vehicles around the towns of central Europe. Roads would cost too much here: each drives straight for a
/// while, turns, stops, and stays within reach of its town. One queue moves them all.
/// </summary>
internal sealed class GeneratedTraffic : ITraffic
{
    private const long FirstVehicleId = 1_000_001;
    private const long FirstUserId = 5_000_001;
    private const int SharedEvery = 50;
    private const int NeverSeenEvery = 200;

    private readonly GeneratedVehicle[] _states;
    private readonly SimulatedVehicle[] _vehicles;
    private readonly PriorityQueue<int, long> _schedule;

    private GeneratedTraffic(int count)
    {
        _states = new GeneratedVehicle[count];
        _vehicles = new SimulatedVehicle[count];
        _schedule = new PriorityQueue<int, long>(count);
    }

    public static GeneratedTraffic Start(SimulatedFleet fleet, int count, DateTimeOffset now, int seed)
    {
        var traffic = new GeneratedTraffic(count);
        for (var town = 0; town < Town.All.Length; town++)
            fleet.AddGroup(town + 1, Town.All[town].Name);
        for (var i = 0; i < count; i++)
            traffic.Add(fleet, i, now, SeededRandom.For(seed, i));
        traffic.AdvanceTo(now, fleet);
        return traffic;
    }

    public void AdvanceTo(DateTimeOffset now, IReportSink sink)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        while (_schedule.TryPeek(out var i, out var due) && due <= milliseconds)
        {
            sink.Deliver(_vehicles[i], _states[i].Measure(due, out var next));
            _schedule.DequeueEnqueue(i, next);
        }
    }

    private void Add(SimulatedFleet fleet, int i, DateTimeOffset now, SeededRandom random)
    {
        var town = random.Below(Town.All.Length);
        var number = (i + 1).ToString("D6", CultureInfo.InvariantCulture);
        _vehicles[i] = fleet.AddVehicle(
            FirstVehicleId + i, "Van " + number, "Driver " + number, FirstUserId + i, [town + 1], i % SharedEvery == SharedEvery - 1);
        if (i % NeverSeenEvery == NeverSeenEvery - 1)
            return;

        // Its first report lies within the last minute, so the fleet is there at once.
        var first = now.ToUnixTimeMilliseconds() - 1 - random.Below(GeneratedVehicle.LongestInterval);
        _states[i] = new GeneratedVehicle(Town.All[town], first, random);
        _schedule.Enqueue(i, first);
    }
}
