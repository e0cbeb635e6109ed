namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>The stream as the vendor created it.</summary>
/// <param name="Interval">Between position checks, as the vendor confirmed it.</param>
/// <param name="Lifetime">Until it expires; null when the vendor did not say.</param>
public sealed record StreamFindings(TimeSpan Interval, TimeSpan Heartbeat, TimeSpan? Lifetime);
