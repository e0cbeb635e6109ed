using System.Collections.Frozen;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Groups;

/// <inheritdoc cref="IGroupCatalog"/>
/// <param name="maxAge">How long a good reading serves, unless it takes many requests.</param>
internal sealed class GroupCatalog(IMyCarTracksClient client, TimeSpan maxAge, TimeProvider time) : IGroupCatalog
{
    /// <summary>A reading that takes more requests serves for so much longer: all of the account's have one budget.</summary>
    private const double FewRequests = 10;

    /// <summary>How long a partial reading serves, and how long the last good one does after a failure.</summary>
    private readonly TimeSpan _pause = maxAge / 10;

    private readonly Lock _lock = new();
    private Reading? _last;
    private Task<VehicleGroups>? _flight;

    public async Task<VehicleGroups> GetAsync(CancellationToken cancellationToken)
    {
        Task<VehicleGroups> flight;
        lock (_lock)
        {
            if (_last is { } last && time.GetUtcNow() < last.GoodUntil)
                return last.Groups;
            flight = _flight ??= Task.Run(FlyAsync, CancellationToken.None);
        }

        return await flight.WaitAsync(cancellationToken);
    }

    private async Task<VehicleGroups> FlyAsync()
    {
        Reading? previous;
        lock (_lock)
            previous = _last;
        try
        {
            var (groups, isWhole, requests) = await ReadAsync();
            return Keep(
                isWhole || previous is null ? groups : previous.Groups,
                (isWhole ? maxAge : _pause) * Math.Max(1, requests / FewRequests));
        }
        catch (UpstreamException) when (previous is not null)
        {
            return Keep(previous.Groups, _pause);
        }
        finally
        {
            lock (_lock)
                _flight = null;
        }
    }

    /// <summary>The groups and, where the list itself does not say, their members from what the vehicles say.</summary>
    private async Task<(VehicleGroups Groups, bool IsWhole, int Requests)> ReadAsync()
    {
        var readAt = time.GetTimestamp();
        var groups = await client.GetVehicleGroupsAsync(CancellationToken.None);
        if (groups is null)
            return (VehicleGroups.None, true, 1);

        var members = groups.Items.Where(group => group.VehicleIds is not null)
            .ToDictionary(group => group.GroupId, group => group.VehicleIds!.ToFrozenSet());
        var (isWhole, requests) = (groups.Complete, groups.Requests);
        if (members.Count < groups.Items.Count)
        {
            try
            {
                var vehicles = await client.GetVehiclesAsync(CancellationToken.None);
                AddFromVehicles(members, groups.Items, vehicles.Items);
                (isWhole, requests) = (isWhole && vehicles.Complete, requests + vehicles.Requests);
            }
            catch (UpstreamException)
            {
                isWhole = false;
            }
        }

        var summaries = groups.Items
            .Select(group => new GroupSummary(
                group.GroupId, group.Name, members.TryGetValue(group.GroupId, out var ids) ? ids.Count : null))
            .OrderBy(group => group.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(group => group.GroupId);
        return (new VehicleGroups([.. summaries], members.ToFrozenDictionary()) { ReadAt = readAt }, isWhole, requests);
    }

    private static void AddFromVehicles(
        Dictionary<long, FrozenSet<long>> members, IReadOnlyList<VehicleGroup> groups, IReadOnlyList<VehicleEntry> vehicles)
    {
        // Nobody speaks of groups: then nothing is known, which is not the same as empty groups.
        if (vehicles.All(vehicle => vehicle.GroupIds is null))
            return;
        var byGroup = vehicles.SelectMany(vehicle => (vehicle.GroupIds ?? []).Select(groupId => (groupId, vehicle.VehicleId)))
            .ToLookup(pair => pair.groupId, pair => pair.VehicleId);
        foreach (var group in groups)
            members.TryAdd(group.GroupId, byGroup[group.GroupId].ToFrozenSet());
    }

    private VehicleGroups Keep(VehicleGroups groups, TimeSpan lifetime)
    {
        lock (_lock)
            _last = new Reading(groups, time.GetUtcNow() + lifetime);
        return groups;
    }

    private sealed record Reading(VehicleGroups Groups, DateTimeOffset GoodUntil);
}
