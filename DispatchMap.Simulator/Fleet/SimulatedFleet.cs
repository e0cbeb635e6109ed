using DispatchMap.Simulator.Traffic;

namespace DispatchMap.Simulator.Fleet;

/// <summary>
/// The vehicles of the emulated account. Safe to call from any thread; what a test reports here is on its way to the open
/// streams when the call returns.
/// </summary>
public sealed class SimulatedFleet : IReportSink
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _offlineAfter;
    private readonly Dictionary<long, SimulatedVehicle> _byId = [];
    private readonly List<SimulatedVehicle> _vehicles = [];
    private readonly List<SimulatedGroup> _groups = [];
    private ITraffic? _traffic;
    private IFleetListener? _listener;
    private int _slots;
    private DateTimeOffset _sweptAt;

    internal SimulatedFleet(TimeProvider time, TimeSpan offlineAfter)
    {
        _time = time;
        _offlineAfter = offlineAfter;
        _sweptAt = time.GetUtcNow();
    }

    /// <summary>All vehicles in the order of the lists, as they are now.</summary>
    public IReadOnlyList<SimulatedVehicle> Vehicles
    {
        get
        {
            lock (Gate)
            {
                AdvanceToNow();
                return [.. _vehicles];
            }
        }
    }

    /// <summary>All groups.</summary>
    public IReadOnlyList<SimulatedGroup> Groups
    {
        get
        {
            lock (Gate)
                return [.. _groups];
        }
    }

    /// <summary>Guards the fleet and what the streams still have to send.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The vehicles themselves; under <see cref="Gate"/> only.</summary>
    internal List<SimulatedVehicle> Listed => _vehicles;

    /// <summary>Adds a vehicle that was never seen. Throws <see cref="ArgumentException"/> when the id is taken.</summary>
    public SimulatedVehicle AddVehicle(
        long id, string name, string? userName = null, long? userId = null, long[]? groupIds = null, bool isShared = false)
    {
        lock (Gate)
        {
            var vehicle = new SimulatedVehicle(_slots, id, name, userId, userName, groupIds ?? [], isShared);
            _byId.Add(id, vehicle);
            _vehicles.Add(vehicle);
            _slots++;
            return vehicle;
        }
    }

    /// <summary>Takes a vehicle out of the account; its streams fall silent about it.</summary>
    public void RemoveVehicle(long id)
    {
        lock (Gate)
        {
            var vehicle = Find(id);
            vehicle.IsRemoved = true;
            _vehicles.Remove(vehicle);
            _byId.Remove(id);
        }
    }

    /// <summary>Adds an empty group.</summary>
    public SimulatedGroup AddGroup(long id, string name)
    {
        var group = new SimulatedGroup(id, name);
        lock (Gate)
            _groups.Add(group);
        return group;
    }

    /// <summary>Gives a vehicle another name; streams say so with its next position.</summary>
    public void Rename(long id, string name)
    {
        lock (Gate)
            Find(id).Name = name;
    }

    /// <summary>Puts another driver, or nobody, at the wheel.</summary>
    public void AssignDriver(long id, long? userId, string? userName)
    {
        lock (Gate)
            (Find(id).UserId, Find(id).UserName) = (userId, userName);
    }

    /// <summary>Moves a vehicle to other groups.</summary>
    public void AssignGroups(long id, params long[] groupIds)
    {
        lock (Gate)
            Find(id).GroupIds = groupIds;
    }

    /// <summary>
    /// The vendor receives a position. Every call becomes its own event on every stream that includes the vehicle, also
    /// when it is older than the last one.
    /// </summary>
    /// <param name="recordedAt">Now when null.</param>
    /// <param name="receivedAt">Now when null.</param>
    /// <param name="coalesce">Let streams hold it back for their <c>minIntervalSeconds</c>, as they do with traffic.</param>
    public void Report(
        long id,
        double latitude,
        double longitude,
        double? speedKmh = null,
        double? headingDegrees = null,
        DateTimeOffset? recordedAt = null,
        DateTimeOffset? receivedAt = null,
        string? onlineState = "online",
        bool coalesce = false)
    {
        var now = _time.GetUtcNow();
        var position = new SimulatedPosition(
            latitude, longitude, speedKmh, headingDegrees, recordedAt ?? now, receivedAt ?? now, onlineState);
        lock (Gate)
            Accept(Find(id), position, !coalesce);
    }

    /// <summary>The vendor calls the vehicle offline.</summary>
    /// <param name="lastSeenAt">The <c>recordedAt</c> of its last position when null; it must have one then.</param>
    public void GoOffline(long id, DateTimeOffset? lastSeenAt = null)
    {
        lock (Gate)
        {
            var vehicle = Find(id);
            var seen = lastSeenAt ?? vehicle.LastPosition?.RecordedAt
                ?? throw new InvalidOperationException("A vehicle that was never seen needs a lastSeenAt to go offline.");
            Lose(vehicle, seen, atOnce: true);
        }
    }

    /// <summary>Throws away what the vehicle's device sends from now on, as in a tunnel.</summary>
    public void Silence(long id)
    {
        lock (Gate)
            Find(id).IsSilenced = true;
    }

    /// <summary>Ends <see cref="Silence"/>.</summary>
    public void Resume(long id)
    {
        lock (Gate)
            Find(id).IsSilenced = false;
    }

    void IReportSink.Deliver(SimulatedVehicle vehicle, in SimulatedPosition position)
    {
        if (!vehicle.IsSilenced)
            Accept(vehicle, position, atOnce: false);
    }

    void IReportSink.SwitchedOff(SimulatedVehicle vehicle)
    {
        if (vehicle is { IsOffline: false, LastPosition: { } last })
            Lose(vehicle, last.RecordedAt, atOnce: false);
    }

    internal void Drive(ITraffic traffic) => _traffic = traffic;

    internal void ReportTo(IFleetListener listener) => _listener = listener;

    /// <summary>Makes a vehicle's last position old and the vehicle offline since then.</summary>
    internal void Backdate(long id, TimeSpan age, DateTimeOffset now)
    {
        var vehicle = Find(id);
        if (vehicle.LastPosition is not { } last)
            return;

        vehicle.LastPosition = last with { RecordedAt = now - age, ReceivedAt = now - age + (last.ReceivedAt - last.RecordedAt) };
        vehicle.IsOffline = true;
    }

    /// <summary>Lets everything happen that is due; under <see cref="Gate"/> only.</summary>
    internal void AdvanceToNow()
    {
        var now = _time.GetUtcNow();
        _traffic?.AdvanceTo(now, this);
        if (now - _sweptAt < SweepEvery)
            return;

        _sweptAt = now;
        foreach (var vehicle in _vehicles)
        {
            if (vehicle is { IsOffline: false, LastPosition: { } last } && now - last.ReceivedAt >= _offlineAfter)
                Lose(vehicle, last.RecordedAt, atOnce: false);
        }
    }

    internal IEnumerable<long> MembersOf(long groupId) =>
        _vehicles.Where(vehicle => vehicle.GroupIds.Contains(groupId)).Select(vehicle => vehicle.Id);

    internal SimulatedVehicle? TryFind(long id) => _byId.GetValueOrDefault(id);

    private SimulatedVehicle Find(long id) => TryFind(id)
        ?? throw new ArgumentException($"There is no vehicle {id} in the fleet.", nameof(id));

    private void Accept(SimulatedVehicle vehicle, in SimulatedPosition position, bool atOnce)
    {
        if (vehicle.LastPosition is not { } last || position.RecordedAt >= last.RecordedAt)
        {
            vehicle.LastPosition = position;
            vehicle.IsOffline = false;
        }

        _listener?.Reported(vehicle, position, atOnce);
    }

    private void Lose(SimulatedVehicle vehicle, DateTimeOffset lastSeenAt, bool atOnce)
    {
        vehicle.IsOffline = true;
        _listener?.WentOffline(vehicle, lastSeenAt, atOnce);
    }
}
