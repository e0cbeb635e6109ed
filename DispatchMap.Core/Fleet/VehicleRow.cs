namespace DispatchMap.Core.Fleet;

/// <summary>A vehicle as a list or a card shows it: immutable, shared by every reader.</summary>
/// <param name="Name">The vendor's name, or <c>Vehicle 123</c> when there is none. Untrusted text.</param>
/// <param name="Driver">Who drives, or null. Untrusted text.</param>
/// <param name="Latitude">WGS84 degrees; NaN when there is no position.</param>
/// <param name="Longitude">WGS84 degrees; NaN when there is no position.</param>
/// <param name="SpeedKmh">As reported at <paramref name="RecordedAt"/>, km/h. Current only while <paramref name="Connection"/> is Live.</param>
/// <param name="HeadingDegrees">As reported, clockwise from north; null when the device never said.</param>
/// <param name="RecordedAt">When the device measured it: what it said, but never after the vendor received it.</param>
/// <param name="ReceivedAt">When the vendor got it; the age of a vehicle counts from here, or from <paramref name="RecordedAt"/> when the vendor did not say.</param>
/// <param name="LastMotion">What its last report said, however old.</param>
/// <param name="StoppedSince">The first of the unbroken run of reports that said Stopped; null when it is not stopped.</param>
/// <param name="OnlineState">The vendor's own word.</param>
/// <param name="SearchText">Name, driver and id, lower case without diacritics.</param>
/// <param name="Doubts">What is odd about the report that is shown.</param>
/// <param name="Alerting">Whether it was lost while it moved, within the last hours.</param>
public sealed record VehicleRow(
    long VehicleId,
    string Name,
    string? Driver,
    double Latitude,
    double Longitude,
    double? SpeedKmh,
    double? HeadingDegrees,
    DateTimeOffset? RecordedAt,
    DateTimeOffset? ReceivedAt,
    Connection Connection,
    Motion Motion,
    Motion LastMotion,
    DateTimeOffset? StoppedSince,
    string? OnlineState,
    string SearchText,
    ReportDoubts Doubts = ReportDoubts.None,
    bool Alerting = false)
{
    /// <summary>The time its age counts from.</summary>
    public DateTimeOffset? SeenAt => ReceivedAt ?? RecordedAt;
}
