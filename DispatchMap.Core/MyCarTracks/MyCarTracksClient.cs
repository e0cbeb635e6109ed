using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Stream;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks;

/// <inheritdoc cref="IMyCarTracksClient"/>
internal sealed class MyCarTracksClient(
    UpstreamAccount? account, RestClient rest, UpstreamLists lists, StreamConnector connector, IOptions<UpstreamOptions> options) : IMyCarTracksClient
{
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
        if (account is null)
            throw new UpstreamException(UpstreamFailure.NotConfigured, "No connection to the vendor is configured.");
        UpstreamAddress.ThrowIfUnsafe(account.Connection);
        return account;
    }
}
