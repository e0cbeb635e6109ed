namespace DispatchMap.Simulator.Fleet;

/// <summary>One position of one vehicle as the vendor has it.</summary>
/// <param name="Latitude">WGS84 degrees.</param>
/// <param name="Longitude">WGS84 degrees.</param>
/// <param name="SpeedKmh">km/h; null when the device did not say.</param>
/// <param name="HeadingDegrees">Degrees clockwise from north, 0 up to 360; null when the device did not say.</param>
/// <param name="RecordedAt">When the device measured it.</param>
/// <param name="ReceivedAt">When the vendor got it.</param>
/// <param name="OnlineState">The vendor's word for it.</param>
public readonly record struct SimulatedPosition(
    double Latitude,
    double Longitude,
    double? SpeedKmh,
    double? HeadingDegrees,
    DateTimeOffset RecordedAt,
    DateTimeOffset ReceivedAt,
    string? OnlineState = "online");
