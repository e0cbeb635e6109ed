using System.Runtime.CompilerServices;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Fleet;

/// <summary>
/// The rules by which statements about vehicles become one belief. Each piece of it is a maximum under some total order, so the
/// order in which statements come does not matter. Not thread-safe: <see cref="FleetState"/> guards it.
/// </summary>
internal sealed class FleetMerge(FleetSlots slots, FleetOrder order, VendorClock clock, int maxVehicles)
{
    /// <summary>How far ahead of the vendor's clock a statement may be dated.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether something a reader sees changed since the flag was last lowered.</summary>
    public bool Dirty { get; set; }

    /// <summary>The vendor's clock, UTC ticks. A statement from well after it is judged by <see cref="VendorClock.LatestTicks"/>, too.</summary>
    public long ClockTicks { get; set; }

    /// <summary>The time at which states are told, UTC ticks: the vendor's clock, or where it was frozen.</summary>
    public long NowTicks { get; set; }

    /// <summary>Counts the rounds of naming.</summary>
    public int Round { get; set; }

    public required FreshnessRules Rules { get; set; }

    /// <param name="textTicks">As of when its texts are true, UTC ticks; null for when it was recorded.</param>
    public MergeOutcome Apply(in VehicleReport report, long? textTicks = null)
    {
        if (!HeldReport.CanHold(report) || !IsId(report.VehicleId))
            return MergeOutcome.Invalid;
        if (report.ReceivedAt is { } receivedAt && IsFuture(receivedAt))
            return ApplyUnreceived(report, textTicks);
        var held = HeldReport.Of(report);
        if (IsFuture(held.RecordedTicks))
            return MergeOutcome.Future;
        if (Touch(report.VehicleId) is not { } slot)
            return MergeOutcome.Full;

        Say(slot, report.VehicleName, report.UserName, textTicks ?? held.RecordedTicks);
        return held.IsFarAhead ? HoldAhead(slot, held) : Hold(slot, held);
    }

    /// <summary>Leaves out a time to come, at which the vendor claims to have received it: it would look fresh until then.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // Each report would pay for the room that the copy takes.
    private MergeOutcome ApplyUnreceived(in VehicleReport report, long? textTicks) => Apply(report with { ReceivedAt = null }, textTicks);

    public MergeOutcome ApplyOffline(long vehicleId, DateTimeOffset lastSeenAt)
    {
        if (!IsId(vehicleId))
            return MergeOutcome.Invalid;
        if (IsFuture(lastSeenAt))
            return MergeOutcome.Future;
        if (Touch(vehicleId) is not { } slot)
            return MergeOutcome.Full;
        ref var held = ref slots[slot];
        if (lastSeenAt.UtcTicks <= held.OfflineAt)
            return MergeOutcome.Duplicate;

        // Remembered even when it is older than the report: the comparison is made anew with every report.
        held.OfflineAt = lastSeenAt.UtcTicks;
        Restate(slot, ref held);
        return lastSeenAt.UtcTicks < held.Shown.RecordedTicks ? MergeOutcome.Older : MergeOutcome.Applied;
    }

    public MergeOutcome ApplyEntry(VehicleEntry entry, DateTimeOffset asOf)
    {
        if (!IsId(entry.VehicleId))
            return MergeOutcome.Invalid;
        if (Touch(entry.VehicleId) is not { } slot)
            return MergeOutcome.Full;

        var name = entry.Name ?? entry.Report?.VehicleName;
        var renamed = Say(slot, name, entry.UserName ?? entry.Report?.UserName, asOf.UtcTicks);
        if (entry.Report is not { } report)
            return renamed ? MergeOutcome.Applied : MergeOutcome.Duplicate;

        var outcome = Apply(report with { VehicleId = entry.VehicleId, VehicleName = null, UserName = null });
        if (outcome is not (MergeOutcome.Future or MergeOutcome.Invalid) && SaysOffline(report.OnlineState))
            ApplyOffline(entry.VehicleId, new(HeldReport.RecordedTicksOf(report), TimeSpan.Zero));
        return outcome;
    }

    public int RemoveMissing(int since)
    {
        var before = slots.Count;
        for (var slot = 0; slot < slots.Used; slot++)
        {
            if (slots[slot].Taken && slots[slot].Round < since)
                Free(slot);
        }

        return before - slots.Count;
    }

    public void Remove(long vehicleId)
    {
        if (slots.Find(vehicleId) is >= 0 and var slot)
            Free(slot);
    }

    public void RestateAll()
    {
        for (var slot = 0; slot < slots.Used; slot++)
        {
            ref var held = ref slots[slot];
            if (held.Taken)
                Restate(slot, ref held);
        }
    }

    private MergeOutcome Hold(int slot, in HeldReport report)
    {
        ref var held = ref slots[slot];
        if (!report.IsAfter(held.Report))
            return HoldLate(slot, ref held, report);

        // Nearly all are newer than the one held, which is then the earlier fix: no two are joined.
        Remember(ref held, report);
        if (held.Report.Exists)
            held.Earlier = EarlierFix.Of(held.Report);
        held.Report = report;
        return Moved(slot, ref held);
    }

    /// <summary>Holds a report of the fix that is held, or of an older one.</summary>
    private MergeOutcome HoldLate(int slot, ref FleetSlot held, in HeldReport report)
    {
        var before = held.Report;
        var joined = HeldReport.Join(before, report);
        var standing = held.Trail?.StoppedSince;
        Remember(ref held, report);
        var jumped = held.Earlier.IsTooFarFrom(before);
        held.Earlier = EarlierFix.After(held.Earlier, before, report, joined);
        if (joined == before)
        {
            if (held.Earlier.IsTooFarFrom(before) != jumped || held.Trail?.StoppedSince != standing)
                Change(slot, ref held);
            return before.IsAfter(report) ? MergeOutcome.Older : MergeOutcome.Duplicate;
        }

        held.Report = joined;
        return Moved(slot, ref held);
    }

    private MergeOutcome Moved(int slot, ref FleetSlot held)
    {
        Change(slot, ref held);
        Restate(slot, ref held);
        return held.Doubts == ReportDoubts.None ? MergeOutcome.Applied : MergeOutcome.Doubted;
    }

    /// <summary>A set of its own, so that a glitch leaves no trace in the trail.</summary>
    private MergeOutcome HoldAhead(int slot, in HeldReport report)
    {
        ref var held = ref slots[slot];
        var shown = held.Shown;
        var ahead = held.Ahead ??= new();
        ahead.Report = HeldReport.Join(ahead.Report, report);
        if (!held.IsAheadShown)
            return MergeOutcome.Future;
        if (held.Shown == shown)
            return shown.IsAfter(report) ? MergeOutcome.Older : MergeOutcome.Duplicate;

        Change(slot, ref held);
        Restate(slot, ref held);
        return MergeOutcome.Doubted;
    }

    /// <summary>A vehicle's first report is remembered by being held; only the second is worth a trail.</summary>
    private void Remember(ref FleetSlot held, in HeldReport report)
    {
        if (held.Trail is not { } trail)
        {
            if (!held.Report.Exists || held.Report.IsSameFix(report))
                return;
            held.Trail = trail = new();
            trail.Add(held.Report, Rules.MotionAt(held.Report.SpeedKmh));
        }

        trail.Add(report, Rules.MotionAt(report.SpeedKmh));
    }

    private bool Say(int slot, string? name, string? driver, long stamp)
    {
        ref var held = ref slots[slot];
        var changed = HeldText.HearName(ref held.Name, name, stamp);
        changed |= HeldText.Hear(ref held.Driver, driver, stamp);
        if (changed)
            Rename(slot);
        return changed;
    }

    /// <summary>The slot of a vehicle that somebody names, new if need be; null when there is no room.</summary>
    private int? Touch(long vehicleId)
    {
        var slot = slots.Find(vehicleId);
        if (slot < 0)
        {
            if (slots.Count >= maxVehicles)
                return null;
            slot = slots.Take(vehicleId);
            Change(slot, ref slots[slot]);
            Rename(slot);
        }

        slots[slot].Round = Round;
        return slot;
    }

    private void Free(int slot)
    {
        slots.Free(slot);
        order.Misplace(slot);
        Dirty = true;
    }

    private void Restate(int slot, ref FleetSlot held)
    {
        ref readonly var report = ref held.Shown;
        var age = NowTicks - report.SeenTicks;
        var connection =
            !report.Exists ? Connection.NeverSeen :
            held.OfflineAt >= report.RecordedTicks ? Connection.Offline :
            Rules.ConnectionAt(age);
        var motion = report.Exists ? Rules.MotionAt(report.SpeedKmh) : Motion.Unknown;
        var alerting = FreshnessRules.IsAlerting(connection, motion, age);
        if (held.Connection == connection && held.LastMotion == motion && held.Alerting == alerting)
            return;

        (held.Connection, held.LastMotion, held.Alerting) = (connection, motion, alerting);
        Change(slot, ref held);
    }

    private void Change(int slot, ref FleetSlot held)
    {
        slots.Tell(slot, SlotNews.Record);
        held.RowStale = true;
        Dirty = true;
    }

    private void Rename(int slot)
    {
        slots.Tell(slot, SlotNews.Text);
        slots[slot].Row = null;
        order.Misplace(slot);
        Dirty = true;
    }

    /// <summary>Browsers hold an id as a double.</summary>
    public static bool IsId(long vehicleId) => vehicleId is > -(1L << 53) and < 1L << 53;

    /// <summary>
    /// Whether a list calls the vehicle offline since the position it names, as an event would that nobody heard because it fell
    /// between two streams. The vendor documents no word but <c>online</c>; any other than this one says nothing.
    /// </summary>
    private static bool SaysOffline(string? state) => state is not null && state.AsSpan().Trim().Equals("offline", StringComparison.OrdinalIgnoreCase);

    private bool IsFuture(DateTimeOffset at) => IsFuture(at.UtcTicks);

    private bool IsFuture(long ticks)
    {
        var claimed = ticks - FutureTolerance.Ticks;
        return claimed > ClockTicks && claimed > clock.LatestTicks;
    }
}
