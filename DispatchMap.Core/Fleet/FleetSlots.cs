namespace DispatchMap.Core.Fleet;

/// <summary>
/// The fleet as arrays over dense slots. A slot belongs to one vehicle while that is in the feed; a freed slot is a tombstone
/// until another vehicle takes it. Not thread-safe: <see cref="FleetState"/> guards it.
/// </summary>
internal sealed class FleetSlots
{
    private readonly Dictionary<long, int> _slotOf = [];
    private readonly Stack<int> _free = [];

    /// <summary>Slots ever used; each array is at least this long.</summary>
    public int Used { get; private set; }

    /// <summary>Vehicles.</summary>
    public int Count => _slotOf.Count;

    public long[] VehicleId = [];

    /// <summary>Whether a vehicle has the slot.</summary>
    public bool[] Taken = [];

    /// <summary>What has happened to the slot since the last publication.</summary>
    public SlotNews[] News = [];

    /// <summary>The slots that have news, each once.</summary>
    public List<int> WithNews { get; } = [];

    /// <summary>The seeding round that last named its vehicle.</summary>
    public int[] Round = [];

    public HeldReport[] Report = [];

    /// <summary>Null for the vehicles whose clocks were never far ahead.</summary>
    public AheadReport?[] Ahead = [];

    /// <summary>The fix before the one held.</summary>
    public EarlierFix[] Earlier = [];
    public HeldText[] Name = [];
    public HeldText[] Driver = [];

    /// <summary>The newest <c>lastSeenAt</c> of an offline event, UTC ticks; 0 for none.</summary>
    public long[] OfflineAt = [];

    public Connection[] Connection = [];

    /// <summary>What the held report says, however old.</summary>
    public Motion[] LastMotion = [];

    /// <summary>Whether its vehicle was lost while it moved.</summary>
    public bool[] Alerting = [];

    /// <summary>Null until a second report comes.</summary>
    public ReportTrail?[] Trail = [];

    /// <summary>The row as last shown; null when there is none with the present texts.</summary>
    public VehicleRow?[] Row = [];

    /// <summary>Whether the row lags behind everything but the texts.</summary>
    public bool[] RowStale = [];

    /// <summary>The report that readers see: the newest, but for one from a clock far ahead while ordinary ones come, too.</summary>
    public ref readonly HeldReport Shown(int slot)
    {
        if (IsAheadShown(slot))
            return ref Ahead[slot]!.Report;
        return ref Report[slot];
    }

    /// <summary>Whether readers see a report from a clock far ahead.</summary>
    public bool IsAheadShown(int slot) => Ahead[slot] is { } ahead
        && (!Report[slot].Exists || ahead.Report.RecordedTicks > Report[slot].RecordedTicks + AheadReport.Patience);

    /// <summary>The slot of a vehicle, or −1.</summary>
    public int Find(long vehicleId) => _slotOf.GetValueOrDefault(vehicleId, -1);

    /// <summary>Gives a new vehicle a slot.</summary>
    public int Take(long vehicleId)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = Used++;
            if (slot == VehicleId.Length)
                Grow(Math.Max(64, slot * 2));
        }

        _slotOf.Add(vehicleId, slot);
        VehicleId[slot] = vehicleId;
        Taken[slot] = true;
        Connection[slot] = Fleet.Connection.NeverSeen;
        return slot;
    }

    /// <summary>Takes a vehicle's slot away and forgets all about it.</summary>
    public void Free(int slot)
    {
        _slotOf.Remove(VehicleId[slot]);
        _free.Push(slot);
        Taken[slot] = false;
        OfflineAt[slot] = 0;
        Tell(slot, SlotNews.Freed);
        Report[slot] = default;
        Earlier[slot] = default;
        Ahead[slot] = null;
        Name[slot] = Driver[slot] = default;
        LastMotion[slot] = Motion.Unknown;
        Alerting[slot] = false;
        Trail[slot] = null;
        Row[slot] = null;
    }

    /// <summary>Notes that there is news of a slot.</summary>
    public void Tell(int slot, SlotNews news)
    {
        if (News[slot] == SlotNews.None)
            WithNews.Add(slot);
        News[slot] |= news;
    }

    /// <summary>Motion is claimed for Live vehicles only.</summary>
    public Motion MotionOf(int slot) => Connection[slot] == Fleet.Connection.Live ? LastMotion[slot] : Motion.Unknown;

    private void Grow(int length)
    {
        Array.Resize(ref VehicleId, length);
        Array.Resize(ref Taken, length);
        Array.Resize(ref News, length);
        Array.Resize(ref Round, length);
        Array.Resize(ref Report, length);
        Array.Resize(ref Earlier, length);
        Array.Resize(ref Ahead, length);
        Array.Resize(ref Name, length);
        Array.Resize(ref Driver, length);
        Array.Resize(ref OfflineAt, length);
        Array.Resize(ref Connection, length);
        Array.Resize(ref LastMotion, length);
        Array.Resize(ref Alerting, length);
        Array.Resize(ref Trail, length);
        Array.Resize(ref Row, length);
        Array.Resize(ref RowStale, length);
    }
}
