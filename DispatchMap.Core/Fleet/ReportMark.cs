namespace DispatchMap.Core.Fleet;

/// <summary>One remembered report of a vehicle: when it was recorded and how long it took to reach the vendor.</summary>
/// <param name="Lag">Received minus recorded; null when the vendor did not say when it received it.</param>
public readonly record struct ReportMark(DateTimeOffset RecordedAt, TimeSpan? Lag);
