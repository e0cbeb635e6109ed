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
    IUpstreamConnectionSource source, UpstreamHttp http, RestClient rest, PagedReader lists, StreamConnector connector, RequestBudgets budgets,
    IOptions<UpstreamOptions> options, TimeProvider time, ILogger<MyCarTracksClient> logger) : IMyCarTracksClient
{
    // Nobody has seen the vendor's; the most likely first.
    private static readonly string[] GroupsPaths = ["/vehicleGroups", "/vehicle-groups", "/groups"];

    private readonly Lock _lock = new();
    private UpstreamAccount? _account;

    public Task<Listing<VehicleEntry>> GetLastPositionsAsync(CancellationToken cancellationToken)
    {
        var account = Account();
        return ReadAsync(new ListRequest<VehicleEntry>(
            account, "/vehicles/lastPositions", "Reading last positions", account.Positions, ItemReaders.Vehicle,
            static vehicle => vehicle.VehicleId), cancellationToken);
    }

    public Task<Listing<VehicleEntry>> GetVehiclesAsync(CancellationToken cancellationToken)
    {
        var account = Account();
        return ReadAsync(new ListRequest<VehicleEntry>(
            account, "/vehicles", "Reading vehicles", account.Vehicles, ItemReaders.Vehicle,
            static vehicle => vehicle.VehicleId), cancellationToken);
    }

    public async Task<Listing<VehicleGroup>?> GetVehicleGroupsAsync(CancellationToken cancellationToken)
    {
        var account = Account();
        foreach (var path in account.GroupsPath is { } known ? GroupsPaths.Prepend(known).Distinct() : GroupsPaths)
        {
            try
            {
                var groups = await ReadAsync(new ListRequest<VehicleGroup>(
                    account, path, "Reading vehicle groups", account.Groups, ItemReaders.Group,
                    static group => group.GroupId), cancellationToken);
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
        var connection = source.Current
            ?? throw new UpstreamException(UpstreamFailure.NotConfigured, "No connection to the vendor is configured.");
        if (!UpstreamAddress.IsSafe(connection.BaseUrl, connection.AllowInsecureLoopback)
            || !UpstreamAddress.IsSafe(connection.TokenUrl, connection.AllowInsecureLoopback))
        {
            throw new UpstreamException(UpstreamFailure.NotConfigured, "The vendor's addresses must be https.");
        }

        lock (_lock)
        {
            if (_account is null || _account.Connection != connection)
                _account = new UpstreamAccount(connection, http, budgets.Of(connection), time);
            return _account;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The vendor has no vehicle groups at {Path}.")]
        public static partial void NoGroupsAt(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Warning, "Read {Count} items from {Path}; read to the end: {Complete}, not understood: {Rejected}.")]
        public static partial void Flawed(ILogger logger, string path, int count, bool complete, int rejected);
    }
}
