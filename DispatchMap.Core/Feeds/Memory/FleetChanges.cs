using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>What is to be saved of an account.</summary>
/// <param name="Vehicles">The vehicles that changed, as a whole.</param>
/// <param name="Gone">The vehicles that left the account, as last known: a newer report saved by somebody else stays.</param>
/// <param name="Groups">All groups when they changed; null when they did not.</param>
/// <param name="Truths">As in <see cref="KnownFleet.Truths"/>, all of them.</param>
public sealed record FleetChanges(
    IReadOnlyList<KnownVehicle> Vehicles,
    IReadOnlyList<KnownVehicle> Gone,
    IReadOnlyList<VehicleGroup>? Groups,
    IReadOnlyDictionary<string, DateTimeOffset> Truths);
