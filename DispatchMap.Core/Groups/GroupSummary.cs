namespace DispatchMap.Core.Groups;

/// <summary>A vehicle group to choose.</summary>
/// <param name="Name">The vendor's name. Untrusted text.</param>
/// <param name="VehicleCount">How many vehicles are in it; null when the vendor does not say.</param>
public sealed record GroupSummary(long GroupId, string Name, int? VehicleCount);
