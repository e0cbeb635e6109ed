using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>Where and how a vehicle is, in the units of a frame (docs/frames.md).</summary>
/// <param name="LatitudeE6">1e-6 degrees.</param>
/// <param name="LongitudeE6">1e-6 degrees.</param>
/// <param name="RecordedSeconds">Since 1970.</param>
/// <param name="SpeedDeci">0.1 km/h.</param>
/// <param name="HeadingDeci">0.1 degrees clockwise from north, below 3600.</param>
/// <param name="LagMs">Received minus recorded.</param>
internal readonly record struct FrameRecord(
    int Slot,
    int LatitudeE6,
    int LongitudeE6,
    uint RecordedSeconds,
    ushort RecordedMs,
    ushort SpeedDeci,
    ushort HeadingDeci,
    Connection Connection,
    Motion Motion,
    Motion LastMotion,
    bool HasPosition,
    uint? LagMs)
{
    public const int Size = 28;

    /// <summary>Speed or heading: not said.</summary>
    public const ushort NotSaid = ushort.MaxValue;

    public const ushort MaxSpeedDeci = NotSaid - 1;

    public static FrameRecord Of(FleetSlots slots, int slot)
    {
        ref readonly var report = ref slots.Shown(slot);
        var (connection, motion, last) = (slots.Connection[slot], slots.MotionOf(slot), slots.LastMotion[slot]);
        if (!report.Exists)
            return new(slot, 0, 0, 0, 0, NotSaid, NotSaid, connection, motion, last, false, null);

        var recorded = (report.RecordedTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        return new(
            slot,
            (int)Math.Round(report.Latitude * 1e6),
            (int)Math.Round(report.Longitude * 1e6),
            (uint)(recorded / 1000),
            (ushort)(recorded % 1000),
            double.IsNaN(report.SpeedKmh) ? NotSaid : (ushort)Math.Min(Math.Round(report.SpeedKmh * 10), MaxSpeedDeci),
            double.IsNaN(report.HeadingDegrees) ? NotSaid : (ushort)(Math.Round(report.HeadingDegrees * 10) % 3600),
            connection,
            motion,
            last,
            true,
            report.ReceivedTicks == 0
                ? null
                : (uint)Math.Clamp((report.ReceivedTicks - report.RecordedTicks) / TimeSpan.TicksPerMillisecond, 0, uint.MaxValue));
    }
}
