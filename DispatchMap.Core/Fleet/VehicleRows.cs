using System.Globalization;

namespace DispatchMap.Core.Fleet;

/// <summary>Makes the rows of vehicles from their slots.</summary>
internal static class VehicleRows
{
    /// <summary>What a vehicle is called: the vendor's name, else its id.</summary>
    public static string NameOf(in FleetSlot slot) =>
        slot.Name.Value ?? string.Create(CultureInfo.InvariantCulture, $"Vehicle {slot.VehicleId}");

    /// <summary>Who drives, or null.</summary>
    public static string? DriverOf(in FleetSlot slot) => slot.Driver.Value is { Length: > 0 } driver ? driver : null;

    /// <summary>The row of a slot: the same object until something in it changes, the same search text until a text changes.</summary>
    public static VehicleRow Of(ref FleetSlot slot)
    {
        if (slot.Row is not { } row || slot.RowStale)
            slot.Row = row = Make(slot);
        slot.RowStale = false;
        return row;
    }

    private static VehicleRow Make(in FleetSlot slot)
    {
        ref readonly var report = ref slot.Shown;
        var id = slot.VehicleId;
        var name = slot.Row?.Name ?? NameOf(slot);
        var driver = DriverOf(slot);
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
            slot.Connection,
            slot.Motion,
            slot.LastMotion,
            slot.LastMotion == Motion.Stopped ? At(StoppedSince(slot)) : null,
            report.OnlineState,
            slot.Row?.SearchText ?? SearchFolding.Fold(string.Create(CultureInfo.InvariantCulture, $"{name} {driver} {id}")),
            slot.Doubts,
            slot.Alerting);
    }

    private static long StoppedSince(in FleetSlot slot) =>
        !slot.IsAheadShown && slot.Trail is { } trail ? trail.StoppedSince : slot.Shown.RecordedTicks;

    private static double? Said(double value) => double.IsNaN(value) ? null : value;

    private static DateTimeOffset? At(long ticks) => ticks == 0 ? null : new(ticks, TimeSpan.Zero);
}
