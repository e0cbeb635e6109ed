using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>A vehicle as it was last known.</summary>
/// <param name="OfflineAt">The newest time for which the vendor said that it was offline; null when it never did.</param>
public sealed record KnownVehicle(VehicleEntry Entry, DateTimeOffset? OfflineAt = null);
