using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Streams;

/// <summary>
/// What a stream still has to send. Bounded whatever the client does: a vehicle waits at most once, with its newest
/// position, and the queue of single messages has an end. Used under <see cref="SimulatedFleet.Gate"/> only.
/// </summary>
internal sealed class Outbox(TimeSpan minInterval)
{
    private const int SingleLimit = 20_000;

    private readonly Queue<Outgoing> _singles = new();
    private readonly Queue<SimulatedVehicle> _ready = new();
    private readonly PriorityQueue<SimulatedVehicle, long> _later = new();
    private readonly long _minInterval = minInterval.Ticks;
    private Slot[] _slots = [];
    private bool _heartbeatDue;

    [Flags]
    private enum Waiting : byte
    {
        Nothing = 0,
        Position = 1,
        Offline = 2,
        InReady = 4,
        InLater = 8,
    }

    public bool HasWork => _singles.Count > 0 || _ready.Count > 0 || _heartbeatDue;

    /// <summary>Adds a message to be sent as it is; false when too many wait already.</summary>
    public bool TryAdd(in Outgoing message)
    {
        if (_singles.Count >= SingleLimit)
            return false;

        // It overtakes what waits: an offline from before would follow it, and be taken for newer.
        if (message is { Kind: OutgoingKind.Position, Vehicle: { } vehicle })
            SlotOf(vehicle).Waiting &= ~Waiting.Offline;
        _singles.Enqueue(message);
        return true;
    }

    public void HeartbeatDue() => _heartbeatDue = true;

    /// <summary>The vehicle has a newer position, to be sent when its interval has passed.</summary>
    public void PositionChanged(SimulatedVehicle vehicle, long nowTicks)
    {
        ref var slot = ref SlotOf(vehicle);
        slot.Waiting = (slot.Waiting | Waiting.Position) & ~Waiting.Offline;
        if ((slot.Waiting & (Waiting.InReady | Waiting.InLater)) != 0)
            return;

        var due = slot.SentAt + _minInterval;
        if (due <= nowTicks)
        {
            Ready(vehicle, ref slot);
            return;
        }

        slot.Waiting |= Waiting.InLater;
        _later.Enqueue(vehicle, due);
    }

    /// <summary>The vehicle is offline; what waits of it goes first.</summary>
    public void WentOffline(SimulatedVehicle vehicle)
    {
        ref var slot = ref SlotOf(vehicle);
        slot.Waiting |= Waiting.Offline;
        if ((slot.Waiting & Waiting.InReady) == 0)
            Ready(vehicle, ref slot);
    }

    /// <summary>Makes ready what was held back until now.</summary>
    public void ReleaseDue(long nowTicks)
    {
        while (_later.TryPeek(out var vehicle, out var due) && due <= nowTicks)
        {
            _later.Dequeue();
            ref var slot = ref SlotOf(vehicle);
            slot.Waiting &= ~Waiting.InLater;
            if ((slot.Waiting & Waiting.InReady) == 0)
                Ready(vehicle, ref slot);
        }
    }

    public bool TryTake(DateTimeOffset now, out Outgoing message)
    {
        if (_singles.TryDequeue(out message))
            return true;

        if (_heartbeatDue)
        {
            _heartbeatDue = false;
            message = new Outgoing(OutgoingKind.Heartbeat, At: now);
            return true;
        }

        while (_ready.TryDequeue(out var vehicle))
        {
            if (TryTake(vehicle, now, out message))
                return true;
        }

        return false;
    }

    private bool TryTake(SimulatedVehicle vehicle, DateTimeOffset now, out Outgoing message)
    {
        message = default;
        ref var slot = ref SlotOf(vehicle);
        var waiting = slot.Waiting;
        slot.Waiting &= Waiting.InLater;
        if (vehicle.IsRemoved || vehicle.LastPosition is not { } last)
            return false;

        if ((waiting & Waiting.Position) != 0)
        {
            slot.SentAt = now.UtcTicks;
            if ((waiting & Waiting.Offline) != 0)
                WentOffline(vehicle);
            message = new Outgoing(OutgoingKind.Position, vehicle, last);
            return true;
        }

        if ((waiting & Waiting.Offline) == 0)
            return false;

        message = new Outgoing(OutgoingKind.Offline, vehicle, At: last.RecordedAt);
        return true;
    }

    private void Ready(SimulatedVehicle vehicle, ref Slot slot)
    {
        slot.Waiting |= Waiting.InReady;
        _ready.Enqueue(vehicle);
    }

    private ref Slot SlotOf(SimulatedVehicle vehicle)
    {
        if (vehicle.Slot >= _slots.Length)
            Array.Resize(ref _slots, Math.Max(vehicle.Slot + 1, _slots.Length * 2));
        return ref _slots[vehicle.Slot];
    }

    private struct Slot
    {
        public long SentAt;
        public Waiting Waiting;
    }
}
