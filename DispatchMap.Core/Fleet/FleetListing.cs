using System.Collections.Immutable;

namespace DispatchMap.Core.Fleet;

/// <summary>The whole fleet at one version, made once and shared by every list that looks at it.</summary>
/// <param name="Rows">Ordered by name as a person would (<c>Van 2</c> before <c>Van 10</c>), then by id.</param>
/// <param name="ByConnection">Vehicles per <see cref="Connection"/>, indexed by its number.</param>
/// <param name="ByMotion">Vehicles per <see cref="Motion"/>, indexed by its number.</param>
public sealed record FleetListing(
    long Version, ImmutableArray<VehicleRow> Rows, ImmutableArray<int> ByConnection, ImmutableArray<int> ByMotion);
