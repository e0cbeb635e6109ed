using System.Net;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Stream;
using DispatchMap.Core.MyCarTracks.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks;

/// <inheritdoc cref="IMyCarTracksClient"/>
internal sealed partial class MyCarTracksClient(
    UpstreamAccount? account, RestClient rest, PagedReader lists, StreamConnector connector, IOptions<UpstreamOptions> options,
    ILogger<MyCarTracksClient> logger) : IMyCarTracksClient
{
    // Nobody has seen the vendor's; the most likely first.
    private static readonly string[] GroupsPaths = ["/vehicleGroups", "/vehicle-groups", "/groups"];

    public Task<Listing<VehicleEntry>> GetLastPositionsAsync(CancellationToken cancellationToken)
    {
        var from = Account();
        return ReadAsync(new ListRequest<VehicleEntry>(
            from, "/vehicles/lastPositions", "Reading last positions", from.Positions, ItemReaders.Vehicle,
            static vehicle => vehicle.VehicleId), cancellationToken);
    }

    public Task<Listing<VehicleEntry>> GetVehiclesAsync(CancellationToken cancellationToken)
    {
        var from = Account();
        return ReadAsync(new ListRequest<VehicleEntry>(
            from, "/vehicles", "Reading vehicles", from.Vehicles, ItemReaders.Vehicle,
            static vehicle => vehicle.VehicleId), cancellationToken);
    }

    public async Task<Listing<VehicleGroup>?> GetVehicleGroupsAsync(CancellationToken cancellationToken)
    {
        var from = Account();
        foreach (var path in from.GroupsPath is { } known ? GroupsPaths.Prepend(known).Distinct() : GroupsPaths)
        {
            try
            {
                var groups = await ReadAsync(new ListRequest<VehicleGroup>(
                    from, path, "Reading vehicle groups", from.Groups, ItemReaders.Group,
                    static group => group.GroupId), cancellationToken);
                from.GroupsPath = path;
                return groups;
            }
            catch (UpstreamException e) when (e.Status == HttpStatusCode.NotFound)
            {
                Log.NoGroupsAt(logger, path);
            }
        }

        from.GroupsPath = null;
        return null;
    }

    public async Task<LiveStream> CreateStreamAsync(Scope scope, CancellationToken cancellationToken)
    {
        const string Action = "Creating the live stream";
        var reply = await rest.PostAsync(
            Account(), "/vehicles/livePositions/stream", StreamCreation.Body(scope), Action, cancellationToken);
        return StreamCreation.TryRead(reply, scope) ?? throw UpstreamFaults.BadReply(Action);
    }

    public Task<IStreamSession> ConnectAsync(LiveStream stream, CancellationToken cancellationToken) =>
        connector.ConnectAsync(stream, Account().Connection, options.Value.StreamHosts, cancellationToken);

    private async Task<Listing<T>> ReadAsync<T>(ListRequest<T> list, CancellationToken cancellationToken)
        where T : class
    {
        var listing = await lists.ReadAsync(list, cancellationToken);
        if (!listing.Complete || listing.Rejected > 0)
            Log.Flawed(logger, list.Path, listing.Items.Count, listing.Complete, listing.Rejected);
        return listing;
    }

    private UpstreamAccount Account()
    {
        if (account is not { Connection: var connection })
            throw new UpstreamException(UpstreamFailure.NotConfigured, "No connection to the vendor is configured.");
        if (!UpstreamAddress.IsSafe(connection.BaseUrl, connection.AllowInsecureLoopback)
            || !UpstreamAddress.IsSafe(connection.TokenUrl, connection.AllowInsecureLoopback))
        {
            throw new UpstreamException(UpstreamFailure.NotConfigured, "The vendor's addresses must be https.");
        }

        return account;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The vendor has no vehicle groups at {Path}.")]
        public static partial void NoGroupsAt(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Warning, "Read {Count} items from {Path}; read to the end: {Complete}, not understood: {Rejected}.")]
        public static partial void Flawed(ILogger logger, string path, int count, bool complete, int rejected);
    }
}
