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
        if (lastSeenAt.UtcTicks <= slots.OfflineAt[slot])
            return MergeOutcome.Duplicate;

        // Remembered even when it is older than the report: the comparison is made anew with every report.
        slots.OfflineAt[slot] = lastSeenAt.UtcTicks;
        Restate(slot);
        return lastSeenAt.UtcTicks < slots.Shown(slot).RecordedTicks ? MergeOutcome.Older : MergeOutcome.Applied;
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
            if (!slots.Taken[slot] || slots.Round[slot] >= since)
                continue;
            slots.Free(slot);
            order.Misplace(slot);
            Dirty = true;
        }

        return before - slots.Count;
    }

    public void RestateAll()
    {
        for (var slot = 0; slot < slots.Used; slot++)
        {
            if (slots.Taken[slot])
                Restate(slot);
        }
    }

    private MergeOutcome Hold(int slot, in HeldReport report)
    {
        ref var held = ref slots.Report[slot];
        if (!report.IsAfter(held))
            return HoldLate(slot, report);

        // Nearly all are newer than the one held, which is then the earlier fix: no two are joined.
        Remember(slot, held, report);
        if (held.Exists)
            slots.Earlier[slot] = EarlierFix.Of(held);
        held = report;
        return Moved(slot);
    }

    /// <summary>Holds a report of the fix that is held, or of an older one.</summary>
    private MergeOutcome HoldLate(int slot, in HeldReport report)
    {
        var held = slots.Report[slot];
        var joined = HeldReport.Join(held, report);
        var standing = slots.Trail[slot]?.StoppedSince;
        Remember(slot, held, report);
        var earlier = EarlierFix.After(slots.Earlier[slot], held, report, joined);
        var jumped = slots.Earlier[slot].IsTooFarFrom(held);
        slots.Earlier[slot] = earlier;
        if (joined == held)
        {
            if (earlier.IsTooFarFrom(held) != jumped || slots.Trail[slot]?.StoppedSince != standing)
                Change(slot);
            return held.IsAfter(report) ? MergeOutcome.Older : MergeOutcome.Duplicate;
        }

        slots.Report[slot] = joined;
        return Moved(slot);
    }

    private MergeOutcome Moved(int slot)
    {
        Change(slot);
        Restate(slot);
        return VehicleRows.DoubtsOf(slots, slot) == ReportDoubts.None ? MergeOutcome.Applied : MergeOutcome.Doubted;
    }

    /// <summary>A set of its own, so that a glitch leaves no trace in the trail.</summary>
    private MergeOutcome HoldAhead(int slot, in HeldReport report)
    {
        var shown = slots.Shown(slot);
        var ahead = slots.Ahead[slot] ??= new();
        ahead.Report = HeldReport.Join(ahead.Report, report);
        if (!slots.IsAheadShown(slot))
            return MergeOutcome.Future;
        if (slots.Shown(slot) == shown)
            return shown.IsAfter(report) ? MergeOutcome.Older : MergeOutcome.Duplicate;

        Change(slot);
        Restate(slot);
        return MergeOutcome.Doubted;
    }

    /// <summary>A vehicle's first report is remembered by being held; only the second is worth a trail.</summary>
    private void Remember(int slot, in HeldReport held, in HeldReport report)
    {
        if (slots.Trail[slot] is not { } trail)
        {
            if (!held.Exists || held.IsSameFix(report))
                return;
            slots.Trail[slot] = trail = new();
            trail.Add(held, Rules.MotionAt(held.SpeedKmh));
        }

        trail.Add(report, Rules.MotionAt(report.SpeedKmh));
    }

    private bool Say(int slot, string? name, string? driver, long stamp)
    {
        var changed = HeldText.HearName(ref slots.Name[slot], name, stamp);
        changed |= HeldText.Hear(ref slots.Driver[slot], driver, stamp);
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
            Change(slot);
            Rename(slot);
        }

        slots.Round[slot] = Round;
        return slot;
    }

    private void Restate(int slot)
    {
        ref readonly var report = ref slots.Shown(slot);
        var age = NowTicks - report.SeenTicks;
        var connection =
            !report.Exists ? Connection.NeverSeen :
            slots.OfflineAt[slot] >= report.RecordedTicks ? Connection.Offline :
            Rules.ConnectionAt(age);
        var motion = report.Exists ? Rules.MotionAt(report.SpeedKmh) : Motion.Unknown;
        var alerting = FreshnessRules.IsAlerting(connection, motion, age);
        if (slots.Connection[slot] == connection && slots.LastMotion[slot] == motion && slots.Alerting[slot] == alerting)
            return;

        slots.Connection[slot] = connection;
        slots.LastMotion[slot] = motion;
        slots.Alerting[slot] = alerting;
        Change(slot);
    }

    private void Change(int slot)
    {
        slots.Tell(slot, SlotNews.Record);
        slots.RowStale[slot] = true;
        Dirty = true;
    }

    private void Rename(int slot)
    {
        slots.Tell(slot, SlotNews.Text);
        slots.Row[slot] = null;
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
