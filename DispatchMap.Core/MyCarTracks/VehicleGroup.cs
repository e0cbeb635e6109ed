namespace DispatchMap.Core.MyCarTracks;

/// <summary>An item of the vehicle group list.</summary>
/// <param name="VehicleIds">Its members; null when the list does not say.</param>
public sealed record VehicleGroup(long GroupId, string Name, IReadOnlyList<long>? VehicleIds = null);
