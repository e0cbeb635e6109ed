using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>Where and how a vehicle is, in the units of a frame (docs/frames.md).</summary>
/// <param name="LatitudeE6">1e-6 degrees.</param>
/// <param name="LongitudeE6">1e-6 degrees.</param>
/// <param name="RecordedMs">Milliseconds since 1970; 0 without a position.</param>
/// <param name="SpeedDeci">0.1 km/h.</param>
/// <param name="HeadingDeci">0.1 degrees clockwise from north, below 3600.</param>
/// <param name="LagDeci">Received minus recorded, 0.1 s: ages are told in seconds.</param>
internal readonly record struct FrameRecord(
    int Slot,
    int LatitudeE6,
    int LongitudeE6,
    long RecordedMs,
    ushort SpeedDeci,
    ushort HeadingDeci,
    FrameState State,
    bool HasPosition,
    uint? LagDeci)
{
    public const int Size = 28;

    /// <summary>Speed or heading: not said.</summary>
    public const ushort NotSaid = ushort.MaxValue;

    public const ushort MaxSpeedDeci = NotSaid - 1;

    public static FrameRecord Of(int number, in FleetSlot slot)
    {
        ref readonly var report = ref slot.Shown;
        var state = new FrameState(slot.Connection, slot.Motion, slot.LastMotion, slot.Alerting);
        if (!report.Exists)
            return new(number, 0, 0, 0, NotSaid, NotSaid, state, false, null);

        return new(
            number,
            (int)Math.Round(report.Latitude * 1e6),
            (int)Math.Round(report.Longitude * 1e6),
            (report.RecordedTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond,
            double.IsNaN(report.SpeedKmh) ? NotSaid : (ushort)Math.Min(Math.Round(report.SpeedKmh * 10), MaxSpeedDeci),
            double.IsNaN(report.HeadingDegrees) ? NotSaid : (ushort)(Math.Round(report.HeadingDegrees * 10) % 3600),
            state,
            true,
            report.ReceivedTicks == 0 ? null : LagOf(report.ReceivedTicks - report.RecordedTicks));
    }

    private static uint LagOf(long ticks) => (uint)Math.Clamp(ticks / (TimeSpan.TicksPerMillisecond * 100), 0, uint.MaxValue);
}
