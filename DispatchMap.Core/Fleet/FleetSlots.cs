namespace DispatchMap.Core.Fleet;

/// <summary>
/// The fleet in dense slots. A slot belongs to one vehicle while that is in the feed; a freed slot is a tombstone
/// until another vehicle takes it. Not thread-safe: <see cref="FleetState"/> guards it.
/// </summary>
internal sealed class FleetSlots
{
    private readonly Dictionary<long, int> _slotOf = [];
    private readonly Stack<int> _free = [];
    private FleetSlot[] _slots = [];

    /// <summary>Slots ever used.</summary>
    public int Used { get; private set; }

    /// <summary>Slots that there is room for.</summary>
    public int Length => _slots.Length;

    /// <summary>Vehicles.</summary>
    public int Count => _slotOf.Count;

    /// <summary>The slots that have news, each once.</summary>
    public List<int> WithNews { get; } = [];

    /// <summary>A slot; until the next is taken.</summary>
    public ref FleetSlot this[int slot] => ref _slots[slot];

    /// <summary>The slot of a vehicle, or −1.</summary>
    public int Find(long vehicleId) => _slotOf.GetValueOrDefault(vehicleId, -1);

    /// <summary>Gives a new vehicle a slot.</summary>
    public int Take(long vehicleId)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = Used++;
            if (slot == _slots.Length)
                Array.Resize(ref _slots, Math.Max(64, slot * 2));
        }

        _slotOf.Add(vehicleId, slot);
        ref var taken = ref _slots[slot];
        (taken.VehicleId, taken.Connection, taken.Taken) = (vehicleId, Connection.NeverSeen, true);
        return slot;
    }

    /// <summary>Takes a vehicle's slot away and forgets all about it.</summary>
    public void Free(int slot)
    {
        _slotOf.Remove(_slots[slot].VehicleId);
        _free.Push(slot);
        Tell(slot, SlotNews.Freed);
        _slots[slot] = new() { News = _slots[slot].News };
    }

    /// <summary>Notes that there is news of a slot.</summary>
    public void Tell(int slot, SlotNews news)
    {
        ref var told = ref _slots[slot].News;
        if (told == SlotNews.None)
            WithNews.Add(slot);
        told |= news;
    }
}
