namespace DispatchMap.Core.MyCarTracks;

/// <summary>
/// One position statement about a vehicle, from lastPositions or from the stream. A null means that the message did not
/// say, never that the value is gone.
/// </summary>
/// <param name="Latitude">WGS84 degrees, −90 to 90.</param>
/// <param name="Longitude">WGS84 degrees, −180 to 180.</param>
/// <param name="SpeedKmh">Speed over ground, km/h, 0 or more.</param>
/// <param name="HeadingDegrees">Degrees clockwise from north, 0 up to but not including 360.</param>
/// <param name="RecordedAt">When the device measured it.</param>
/// <param name="ReceivedAt">When the vendor got it.</param>
/// <param name="OnlineState">The vendor's own word, <c>online</c> or anything else; kept and shown. Only <c>offline</c> in a list is more than that.</param>
public readonly record struct VehicleReport(
    long VehicleId,
    double Latitude,
    double Longitude,
    DateTimeOffset RecordedAt,
    DateTimeOffset? ReceivedAt = null,
    double? SpeedKmh = null,
    double? HeadingDegrees = null,
    string? VehicleName = null,
    long? UserId = null,
    string? UserName = null,
    string? OnlineState = null);
