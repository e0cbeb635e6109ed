namespace DispatchMap.Simulator.Traffic.Replay;

/// <summary>A point of a recorded trip.</summary>
/// <param name="At">Since the trip's first point.</param>
internal readonly record struct RecordedPoint(TimeSpan At, double Latitude, double Longitude, double SpeedKmh, double Heading);
