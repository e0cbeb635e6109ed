using System.Collections.Frozen;
using System.Collections.Immutable;

namespace DispatchMap.Core.Groups;

/// <summary>All vehicle groups of the account.</summary>
/// <param name="Groups">By name; empty when the account has none or its API has no group list.</param>
/// <param name="Members">Vehicle ids per group id, for the groups whose members are known.</param>
public sealed record VehicleGroups(ImmutableArray<GroupSummary> Groups, FrozenDictionary<long, FrozenSet<long>> Members)
{
    /// <summary>When their reading began, by the timestamps of our clock; 0 when they are remembered from an earlier run.</summary>
    public long ReadAt { get; init; }

    /// <summary>An account without groups.</summary>
    public static VehicleGroups None { get; } = new([], FrozenDictionary<long, FrozenSet<long>>.Empty);
}
