using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Stream;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks;

/// <inheritdoc cref="IMyCarTracksClient"/>
internal sealed class MyCarTracksClient(
    IUpstreamConnectionSource source, UpstreamHttp http, RestClient rest, UpstreamLists lists, StreamConnector connector, RequestBudgets budgets,
    IOptions<UpstreamOptions> options, TimeProvider time) : IMyCarTracksClient
{
    private readonly Lock _lock = new();
    private UpstreamAccount? _account;

    public Task<Listing<VehicleEntry>> GetLastPositionsAsync(CancellationToken cancellationToken) =>
        lists.LastPositionsAsync(Account(), null, cancellationToken);

    public Task<Listing<VehicleEntry>> GetVehiclesAsync(CancellationToken cancellationToken) =>
        lists.VehiclesAsync(Account(), null, cancellationToken);

    public Task<Listing<VehicleGroup>?> GetVehicleGroupsAsync(CancellationToken cancellationToken) =>
        lists.GroupsAsync(Account(), null, cancellationToken);

    public Task<LiveStream> CreateStreamAsync(Scope scope, CancellationToken cancellationToken) =>
        StreamCreation.SendAsync(rest, Account(), scope, cancellationToken);

    public Task<IStreamSession> ConnectAsync(LiveStream stream, CancellationToken cancellationToken) =>
        connector.ConnectAsync(stream, Account().Connection, options.Value.StreamHosts, cancellationToken);

    private UpstreamAccount Account()
    {
        var connection = source.Current
            ?? throw new UpstreamException(UpstreamFailure.NotConfigured, "No connection to the vendor is configured.");
        UpstreamAddress.ThrowIfUnsafe(connection);
        lock (_lock)
        {
            if (_account is null || _account.Connection != connection)
                _account = new UpstreamAccount(connection, http, budgets.Of(connection), time);
            return _account;
        }
    }
}
