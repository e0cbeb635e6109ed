namespace DispatchMap.Core.MyCarTracks;

/// <summary>An item of <c>GET /vehicles</c> or <c>GET /vehicles/lastPositions</c>.</summary>
/// <param name="GroupIds">The groups the item names; null when it does not speak of groups at all.</param>
/// <param name="Report">Null for a vehicle that never reported, or in a list that carries no positions.</param>
public sealed record VehicleEntry(
    long VehicleId,
    string? Name = null,
    string? UserName = null,
    IReadOnlyList<long>? GroupIds = null,
    VehicleReport? Report = null);
