using System.Net;
using DispatchMap.Core.MyCarTracks.Wire;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>The lists of the vendor's API: where they are, and what their items are.</summary>
internal sealed partial class UpstreamLists(PagedReader reader, ILogger<UpstreamLists> logger)
{
    public const string LastPositionsPath = "/vehicles/lastPositions";
    public const string VehiclesPath = "/vehicles";

    /// <summary>Where the groups may be. Nobody has seen the vendor's; the most likely first.</summary>
    public static readonly string[] GroupsPaths = ["/vehicleGroups", "/vehicle-groups", "/groups"];

    /// <param name="watch">Takes note of what the list looks like; null when nobody wants to know.</param>
    public Task<Listing<VehicleEntry>> LastPositionsAsync(UpstreamAccount account, ListWatch? watch, CancellationToken cancellationToken) =>
        ReadAsync(Vehicles(account, LastPositionsPath, "Reading last positions", account.Positions), watch, cancellationToken);

    public Task<Listing<VehicleEntry>> VehiclesAsync(UpstreamAccount account, ListWatch? watch, CancellationToken cancellationToken) =>
        ReadAsync(Vehicles(account, VehiclesPath, "Reading vehicles", account.Vehicles), watch, cancellationToken);

    /// <summary>The groups, or null when the vendor has no such list; <see cref="UpstreamAccount.GroupsPath"/> says where they were.</summary>
    public async Task<Listing<VehicleGroup>?> GroupsAsync(UpstreamAccount account, ListWatch? watch, CancellationToken cancellationToken)
    {
        foreach (var path in account.GroupsPath is { } known ? GroupsPaths.Prepend(known).Distinct() : GroupsPaths)
        {
            try
            {
                var groups = await ReadAsync(new ListRequest<VehicleGroup>(
                    account, path, "Reading vehicle groups", account.Groups, ItemReaders.Group, static group => group.GroupId),
                    watch, cancellationToken);
                account.GroupsPath = path;
                return groups;
            }
            catch (UpstreamException e) when (e.Status == HttpStatusCode.NotFound)
            {
                Log.NoGroupsAt(logger, path);
            }
        }

        account.GroupsPath = null;
        return null;
    }

    private static ListRequest<VehicleEntry> Vehicles(UpstreamAccount account, string path, string action, PagingMemory memory) =>
        new(account, path, action, memory, ItemReaders.Vehicle, static vehicle => vehicle.VehicleId);

    private async Task<Listing<T>> ReadAsync<T>(ListRequest<T> list, ListWatch? watch, CancellationToken cancellationToken)
        where T : class
    {
        if (watch is not null)
            list = list with { Shape = watch.Shape, ReadItem = watch.Fields.Noting(list.ReadItem) };
        var listing = await reader.ReadAsync(list, cancellationToken);
        if (!listing.Complete || listing.Rejected > 0)
            Log.Flawed(logger, list.Path, listing.Items.Count, listing.Complete, listing.Rejected);
        return listing;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The vendor has no vehicle groups at {Path}.")]
        public static partial void NoGroupsAt(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Warning, "Read {Count} items from {Path}; read to the end: {Complete}, not understood: {Rejected}.")]
        public static partial void Flawed(ILogger logger, string path, int count, bool complete, int rejected);
    }
}
