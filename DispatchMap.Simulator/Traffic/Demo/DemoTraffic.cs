using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Traffic.Demo;

/// <summary>
/// The demo fleet at work. It has driven for a quarter of an hour before the start, so that the first picture is one from
/// the middle of a day.
/// </summary>
internal sealed class DemoTraffic : ITraffic
{
    private const int WarmUpSeconds = 15 * 60;

    // Ids as in the pictures of the design: Sprinter 14 is 418480.
    private const long FirstVehicleId = 418_466;
    private const long FirstUserId = 52_100;

    private readonly PriorityQueue<DemoDevice, (long Second, int Number)> _schedule = new();
    private readonly PriorityQueue<(SimulatedVehicle Vehicle, SimulatedPosition Position), (DateTimeOffset Due, int Order)> _underway = new();
    private readonly Sender _sender;
    private int _order;

    private DemoTraffic() => _sender = new Sender(this);

    /// <summary>Adds the demo's groups and vehicles to a fleet, with their last quarter of an hour.</summary>
    public static DemoTraffic Start(SimulatedFleet fleet, DateTimeOffset now, int seed)
    {
        var traffic = new DemoTraffic();
        var map = RoadMap.Load();
        var start = now.ToUnixTimeSeconds();
        var (groups, vehicles) = DemoVehicle.Load();
        foreach (var (id, name) in groups)
            fleet.AddGroup(id, name);
        foreach (var plan in vehicles)
        {
            var random = SeededRandom.For(seed, plan.Number);
            var drive = new Drive(map, map.PlacesOf(plan.Group), plan.IsLorry, new SeededRandom(random.Next()), start - WarmUpSeconds);
            var vehicle = fleet.AddVehicle(
                FirstVehicleId + plan.Number, plan.Name, plan.Driver, FirstUserId + plan.Number, [plan.Group], plan.IsShared);
            traffic.Add(new DemoDevice(vehicle, plan, drive, new SeededRandom(random.Next()), start), plan.Number);
        }

        traffic.AdvanceTo(now, fleet);
        foreach (var plan in vehicles.Where(vehicle => vehicle.Start == DemoStart.Off))
            fleet.Backdate(FirstVehicleId + plan.Number, TimeSpan.FromSeconds(plan.StartSeconds), now);
        return traffic;
    }

    public void AdvanceTo(DateTimeOffset now, IReportSink sink)
    {
        var second = now.ToUnixTimeSeconds();
        _sender.Sink = sink;
        while (_schedule.TryPeek(out var device, out var due) && due.Second <= second)
        {
            DeliverUntil(DateTimeOffset.FromUnixTimeSeconds(due.Second), sink);
            device.Measure(_sender);
            _schedule.DequeueEnqueue(device, (device.NextAt, due.Number));
        }

        DeliverUntil(now, sink);
    }

    private void Add(DemoDevice device, int number)
    {
        _schedule.Enqueue(device, (device.NextAt, number));
    }

    private void DeliverUntil(DateTimeOffset now, IReportSink sink)
    {
        while (_underway.TryPeek(out var report, out var due) && due.Due <= now)
        {
            _underway.Dequeue();
            sink.Deliver(report.Vehicle, report.Position);
        }
    }

    /// <summary>The air between phone and vendor: a report arrives when its lag is over.</summary>
    private sealed class Sender(DemoTraffic traffic) : IReportSink
    {
        public IReportSink? Sink { get; set; }

        public void Deliver(SimulatedVehicle vehicle, in SimulatedPosition position) =>
            traffic._underway.Enqueue((vehicle, position), (position.ReceivedAt, traffic._order++));

        public void SwitchedOff(SimulatedVehicle vehicle) => Sink?.SwitchedOff(vehicle);
    }
}
