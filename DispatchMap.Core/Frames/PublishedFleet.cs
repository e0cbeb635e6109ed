using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>
/// The fleet as published, by slot and in the units of a frame, with the record before each last one: a browser that holds that
/// one is told the difference. Not thread-safe: <see cref="FleetFrames"/> guards it.
/// </summary>
internal sealed class PublishedFleet
{
    private const long None = long.MaxValue;

    /// <summary>After so many versions it is forgotten where vehicles have been.</summary>
    private const int MeasurePeriod = 100;

    /// <summary>Slots ever used; each array is at least this long.</summary>
    public int Used { get; private set; }

    /// <summary>Vehicles.</summary>
    public int Vehicles { get; private set; }

    public long Version { get; private set; }

    /// <summary>The version that last changed the record of the slot; 0 while it is free.</summary>
    public long[] Changed = [];

    /// <summary>The version that last changed its texts; 0 while it is free.</summary>
    public long[] TextChanged = [];

    /// <summary>The version that last freed it; stays when the slot is taken again.</summary>
    public long[] Freed = [];

    public FrameRecord[] Record = [];

    public FrameText[] Text = [];

    /// <summary>How many vehicles are in each state.</summary>
    public FleetTally Tally => _tally;

    /// <summary>How many were lost while they moved.</summary>
    public int Alerting { get; private set; }

    /// <summary>Where the vehicles are.</summary>
    public FleetExtent Extent => _extent;

    private readonly Dictionary<long, int> _slotOf = [];
    private readonly SlotHistory _history = new();
    private readonly Dictionary<long, PlacedSlot[]> _placed = [];
    private FleetTally _tally;
    private FleetExtent _extent = new();
    private int _untilMeasured = MeasurePeriod;
    private FrameRecord[] _before = [];

    /// <summary>Since which version the record before was the one; <see cref="None"/> when there is none.</summary>
    private long[] _beforeSince = [];

    /// <summary>Takes over what is new in the slots, as a version.</summary>
    public void Publish(FleetSlots slots, long version)
    {
        if (slots.Length > Changed.Length)
            Grow(slots.Length);
        _placed.Clear();
        (Version, Used, Vehicles) = (version, slots.Used, slots.Count);
        foreach (var number in slots.WithNews)
        {
            ref var slot = ref slots[number];
            var news = slot.News;
            slot.News = SlotNews.None;
            if (news.HasFlag(SlotNews.Freed))
                Free(number);
            if (!slot.Taken)
                continue;
            if (news.HasFlag(SlotNews.Text))
                SetText(number, new(number, slot.VehicleId, VehicleRows.NameOf(slot), VehicleRows.DriverOf(slot) ?? ""));
            if (news.HasFlag(SlotNews.Record))
                SetRecord(number, FrameRecord.Of(number, slot));
        }

        slots.WithNews.Clear();
        if (--_untilMeasured == 0)
            Measure();
    }

    /// <summary>The record of a slot that a browser at this version holds; null when that is not known any more.</summary>
    public FrameRecord? HeldSince(int slot, long version) => version >= _beforeSince[slot] ? _before[slot] : null;

    /// <summary>The slots of which anything has changed since a version, in order.</summary>
    public int[] NewsSince(long version) => _history.Since(version);

    /// <summary>The same, each with its place.</summary>
    public PlacedSlot[] PlacesSince(long version)
    {
        if (_placed.TryGetValue(version, out var kept))
            return kept;
        if (_placed.Count >= SlotHistory.MaxKept)
            _placed.Clear();
        return _placed[version] = Array.ConvertAll(NewsSince(version), PlaceOf);
    }

    public PlacedSlot PlaceOf(int slot)
    {
        ref readonly var record = ref Record[slot];
        var isTaken = Changed[slot] > 0;
        return new(slot, record.LatitudeE6, record.LongitudeE6, isTaken && record.HasPosition, isTaken && record.State.Alerting);
    }

    /// <summary>The slot of a vehicle, or −1.</summary>
    public int Find(long vehicleId) => _slotOf.GetValueOrDefault(vehicleId, -1);

    private void Free(int slot)
    {
        if (Changed[slot] > 0)
            Count(Record[slot].State, -1);
        if (Find(Text[slot].VehicleId) == slot)
            _slotOf.Remove(Text[slot].VehicleId);
        Freed[slot] = Version;
        _history.Note(slot, Version);
        Changed[slot] = TextChanged[slot] = 0;
        Text[slot] = default;
        _beforeSince[slot] = None;
    }

    private void SetText(int slot, in FrameText text)
    {
        Text[slot] = text;
        _slotOf[text.VehicleId] = slot;
        TextChanged[slot] = Version;
        _history.Note(slot, Version);
    }

    private void SetRecord(int slot, in FrameRecord record)
    {
        if (Changed[slot] > 0 && Record[slot] == record)
            return; // Too little to be seen.
        if (Changed[slot] > 0)
            Count(Record[slot].State, -1);
        Count(record.State, 1);
        _extent.Add(record);
        _before[slot] = Record[slot];
        _beforeSince[slot] = Changed[slot] > 0 ? Changed[slot] : None;
        Record[slot] = record;
        Changed[slot] = Version;
        _history.Note(slot, Version);
    }

    private void Count(FrameState state, int by)
    {
        _tally.Add(state, by);
        Alerting += state.Alerting ? by : 0;
    }

    private void Measure()
    {
        (_extent, _untilMeasured) = (new(), MeasurePeriod);
        for (var slot = 0; slot < Used; slot++)
        {
            if (Changed[slot] > 0)
                _extent.Add(Record[slot]);
        }
    }

    private void Grow(int length)
    {
        var old = Changed.Length;
        Array.Resize(ref Changed, length);
        Array.Resize(ref TextChanged, length);
        Array.Resize(ref Freed, length);
        Array.Resize(ref Record, length);
        Array.Resize(ref Text, length);
        Array.Resize(ref _before, length);
        Array.Resize(ref _beforeSince, length);
        _beforeSince.AsSpan(old).Fill(None);
        _history.Grow(length);
    }
}
