using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Fleet;

/// <summary>
/// The position part of what we believe about a vehicle. <see cref="Join"/> is commutative, associative and idempotent: the newest
/// <c>recordedAt</c> wins as a whole, and two statements about the same fix are merged field by field, a said value over an
/// unsaid one and else the greater. <c>default</c> is "no position" and loses to everything.
/// </summary>
/// <param name="RecordedTicks">UTC ticks, and never after the vendor received it; 0 when there is no position.</param>
/// <param name="ClaimedTicks">
/// What the device said, UTC ticks. Orders the fixes of a device whose clock is ahead, as they may all have been received at once.
/// </param>
/// <param name="ReceivedTicks">UTC ticks; 0 when not said.</param>
/// <param name="SpeedKmh">NaN when not said.</param>
/// <param name="HeadingDegrees">NaN when not said.</param>
internal readonly record struct HeldReport(
    long RecordedTicks,
    long ClaimedTicks,
    double Latitude,
    double Longitude,
    long ReceivedTicks,
    double SpeedKmh,
    double HeadingDegrees,
    string? OnlineState)
{
    private static readonly long LatestTicks = DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue).Ticks;

    public bool Exists => RecordedTicks != 0;

    /// <summary>What the age counts from.</summary>
    public long SeenTicks => ReceivedTicks != 0 ? ReceivedTicks : RecordedTicks;

    /// <summary>Whether a report can be held at all: its coordinates are on Earth and its times within what a frame can say.</summary>
    public static bool CanHold(in VehicleReport report) =>
        report.Latitude is >= -90 and <= 90
        && report.Longitude is >= -180 and <= 180
        && report.RecordedAt.UtcTicks > DateTimeOffset.UnixEpoch.Ticks
        && report.RecordedAt.UtcTicks < LatestTicks;

    public static HeldReport Of(in VehicleReport report) => new(
        RecordedTicksOf(report),
        report.RecordedAt.UtcTicks,
        report.Latitude + 0.0, // −0 becomes 0: they are equal, so which one survives a merge would depend on the order.
        report.Longitude + 0.0,
        report.ReceivedAt?.UtcTicks ?? 0,
        report.SpeedKmh is >= 0 and < double.PositiveInfinity ? report.SpeedKmh.Value + 0.0 : double.NaN,
        report.HeadingDegrees is >= 0 and < 360 ? report.HeadingDegrees.Value + 0.0 : double.NaN,
        HeldText.Cut(report.OnlineState));

    /// <summary>
    /// When it was measured, UTC ticks. No device measures what the vendor has received already, so a clock that says so is ahead;
    /// taken at its word it would make a vehicle stand still until that time has come.
    /// </summary>
    public static long RecordedTicksOf(in VehicleReport report) =>
        report.ReceivedAt is { } receivedAt && receivedAt < report.RecordedAt && receivedAt > DateTimeOffset.UnixEpoch
            ? receivedAt.UtcTicks
            : report.RecordedAt.UtcTicks;

    /// <summary>Whether the device's clock was further ahead than clocks may be apart.</summary>
    public bool IsFarAhead => ClaimedTicks > RecordedTicks + FleetMerge.FutureTolerance.Ticks;

    /// <summary>Whether this is a later fix than another.</summary>
    public bool IsAfter(in HeldReport other) =>
        RecordedTicks != other.RecordedTicks ? RecordedTicks > other.RecordedTicks : ClaimedTicks > other.ClaimedTicks;

    /// <summary>Whether both speak of one fix.</summary>
    public bool IsSameFix(in HeldReport other) => RecordedTicks == other.RecordedTicks && ClaimedTicks == other.ClaimedTicks;

    public static HeldReport Join(in HeldReport a, in HeldReport b)
    {
        if (!a.IsSameFix(b))
            return a.IsAfter(b) ? a : b;

        var (latitude, longitude) = (a.Latitude, a.Longitude).CompareTo((b.Latitude, b.Longitude)) >= 0
            ? (a.Latitude, a.Longitude)
            : (b.Latitude, b.Longitude);
        return new(
            a.RecordedTicks,
            a.ClaimedTicks,
            latitude,
            longitude,
            Math.Max(a.ReceivedTicks, b.ReceivedTicks),
            Said(a.SpeedKmh, b.SpeedKmh),
            Said(a.HeadingDegrees, b.HeadingDegrees),
            string.CompareOrdinal(a.OnlineState, b.OnlineState) >= 0 ? a.OnlineState : b.OnlineState);
    }

    private static double Said(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Max(a, b);
}
