using System.Collections.Immutable;
using DispatchMap.Web.Desk;

namespace DispatchMap.Web.Maps;

/// <summary>
/// All that a desk asks of its map, as one value. The map in the browser is brought there difference by difference.
/// </summary>
/// <param name="Theme"><c>light</c> or <c>dark</c>.</param>
/// <param name="Labels"><c>off</c>, <c>names</c> or <c>speed</c>.</param>
/// <param name="Clusters">Whether vehicles too close to be told apart are gathered into rings.</param>
/// <param name="Tails">Whether all vehicles show where they were in the last minutes.</param>
/// <param name="Tiles">Whether the configured tiles lie over the outline map.</param>
/// <param name="Selected">The one with the card first.</param>
/// <param name="Followed">The vehicle kept in the centre.</param>
public sealed record MapScene(
    string Theme, string Labels, bool Clusters, bool Tails, bool Tiles, FleetFilter Filter, ImmutableArray<long> Selected, long? Followed);
