namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Finds out which list says who is in a group, and how many vehicles are in none.</summary>
internal static class GroupCensus
{
    /// <param name="vehicleIds">All that any list named.</param>
    public static GroupFindings Take(
        string? path, IReadOnlyList<VehicleGroup> groups, IReadOnlyList<VehicleEntry> vehicles, IReadOnlySet<long> vehicleIds)
    {
        var members = groups.Any(group => group.VehicleIds is not null) ? GroupMembers.OnGroup
            : vehicles.Any(vehicle => vehicle.GroupIds is not null) ? GroupMembers.OnVehicle
            : GroupMembers.Nowhere;
        HashSet<long> inside = members switch
        {
            GroupMembers.OnGroup => [.. groups.SelectMany(group => group.VehicleIds ?? [])],
            GroupMembers.OnVehicle => InGroups(groups, vehicles),
            _ => [],
        };
        int? outside = members == GroupMembers.Nowhere || path is null ? null : vehicleIds.Count(id => !inside.Contains(id));
        return new(path, groups.Count, members, outside);
    }

    private static HashSet<long> InGroups(IReadOnlyList<VehicleGroup> groups, IReadOnlyList<VehicleEntry> vehicles)
    {
        var known = groups.Select(group => group.GroupId).ToHashSet();
        return [.. vehicles.Where(vehicle => vehicle.GroupIds?.Any(known.Contains) == true).Select(vehicle => vehicle.VehicleId)];
    }
}
