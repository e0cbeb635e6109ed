using System.Collections.Frozen;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// Tells which vehicles a scope was meant to show. The account's lists hold every vehicle, so for anything narrower they may only
/// bring in what is known to belong.
/// </summary>
internal sealed class ScopeFilter(Scope scope, VehicleGroups groups)
{
    private readonly FrozenSet<long> _vehicles = [.. scope.VehicleIds];
    private readonly FrozenSet<long>[] _members =
        [.. scope.GroupIds.Where(groups.Members.ContainsKey).Select(id => groups.Members[id])];

    /// <inheritdoc cref="VehicleGroups.ReadAt"/>
    public long GroupsReadAt => groups.ReadAt;

    public Membership Of(VehicleEntry entry)
    {
        if (_vehicles.Count > 0 && !_vehicles.Contains(entry.VehicleId))
            return Membership.Stranger;

        // The lists do not mark what is shared with the account, so they cannot say which vehicles to leave out.
        if (!scope.IncludeShared)
            return Membership.Unknown;
        return scope.GroupIds.IsEmpty ? Membership.Member : OfGroups(entry);
    }

    /// <summary>Whether the same vehicles are in the scope's groups, as far as is known.</summary>
    public bool HasMembersOf(ScopeFilter other) =>
        _members.Length == other._members.Length && _members.Zip(other._members).All(pair => pair.First.SetEquals(pair.Second));

    /// <summary>Whether the stream may name a vehicle: it is the vendor's own word on groups, but not on ids we listed.</summary>
    public static bool MayBeStreamed(Scope scope, long vehicleId) =>
        scope.VehicleIds.IsEmpty || scope.VehicleIds.AsSpan().BinarySearch(vehicleId) >= 0;

    private Membership OfGroups(VehicleEntry entry)
    {
        if (_members.Any(members => members.Contains(entry.VehicleId)))
            return Membership.Member;
        if (_members.Length == scope.GroupIds.Length)
            return Membership.StrangerThen;
        if (entry.GroupIds is null)
            return Membership.Unknown;
        return entry.GroupIds.Any(id => scope.GroupIds.Contains(id)) ? Membership.Member : Membership.Stranger;
    }
}
