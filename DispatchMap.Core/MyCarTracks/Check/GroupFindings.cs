namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>The vehicle groups.</summary>
/// <param name="Path">Where the list is, such as <c>/vehicleGroups</c>; null when the vendor has none.</param>
/// <param name="Outside">Vehicles that are in none of them; null when that is not known.</param>
public sealed record GroupFindings(string? Path, int Count = 0, GroupMembers Members = GroupMembers.Nowhere, int? Outside = null);
