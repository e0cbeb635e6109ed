using System.Globalization;

namespace DispatchMap.Core.Fleet;

/// <summary>Makes the rows of vehicles from their slots.</summary>
internal static class VehicleRows
{
    /// <summary>What a vehicle is called: the vendor's name, else its id.</summary>
    public static string NameOf(FleetSlots slots, int slot) =>
        slots.Name[slot].Value ?? string.Create(CultureInfo.InvariantCulture, $"Vehicle {slots.VehicleId[slot]}");

    /// <summary>Who drives, or null.</summary>
    public static string? DriverOf(FleetSlots slots, int slot) => slots.Driver[slot].Value is { Length: > 0 } driver ? driver : null;

    /// <summary>The row of a slot: the same object until something in it changes, the same search text until a text changes.</summary>
    public static VehicleRow Of(FleetSlots slots, int slot)
    {
        if (slots.Row[slot] is not { } row || slots.RowStale[slot])
            slots.Row[slot] = row = Make(slots, slot, slots.Row[slot]);
        slots.RowStale[slot] = false;
        return row;
    }

    private static VehicleRow Make(FleetSlots slots, int slot, VehicleRow? before)
    {
        ref readonly var report = ref slots.Shown(slot);
        var id = slots.VehicleId[slot];
        var name = before?.Name ?? NameOf(slots, slot);
        var driver = DriverOf(slots, slot);
        return new(
            id,
            name,
            driver,
            report.Exists ? report.Latitude : double.NaN,
            report.Exists ? report.Longitude : double.NaN,
            report.Exists ? Said(report.SpeedKmh) : null,
            report.Exists ? Said(report.HeadingDegrees) : null,
            At(report.RecordedTicks),
            At(report.ReceivedTicks),
            slots.Connection[slot],
            slots.MotionOf(slot),
            slots.LastMotion[slot],
            slots.LastMotion[slot] == Motion.Stopped ? At(StoppedSince(slots, slot)) : null,
            report.OnlineState,
            before?.SearchText ?? SearchFolding.Fold(string.Create(CultureInfo.InvariantCulture, $"{name} {driver} {id}")),
            DoubtsOf(slots, slot),
            slots.Alerting[slot]);
    }

    /// <summary>What is odd about the report of a slot.</summary>
    public static ReportDoubts DoubtsOf(FleetSlots slots, int slot) =>
        slots.IsAheadShown(slot) ? ReportDoubts.ClockAhead
        : slots.Earlier[slot].IsTooFarFrom(slots.Report[slot]) ? ReportDoubts.Jump
        : ReportDoubts.None;

    private static long StoppedSince(FleetSlots slots, int slot) =>
        !slots.IsAheadShown(slot) && slots.Trail[slot] is { } trail ? trail.StoppedSince : slots.Shown(slot).RecordedTicks;

    private static double? Said(double value) => double.IsNaN(value) ? null : value;

    private static DateTimeOffset? At(long ticks) => ticks == 0 ? null : new(ticks, TimeSpan.Zero);
}
