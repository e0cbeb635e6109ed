using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Stream;
using Microsoft.Extensions.Options;

namespace DispatchMap.Core.MyCarTracks;

/// <inheritdoc cref="IMyCarTracksClients"/>
internal sealed class MyCarTracksClients(
    UpstreamHttp http, RestClient rest, UpstreamLists lists, StreamConnector connector, RequestBudgets budgets,
    IOptions<UpstreamOptions> options, TimeProvider time) : IMyCarTracksClients
{
    public IMyCarTracksClient Of(UpstreamConnection? connection)
    {
        var account = connection is null ? null : new UpstreamAccount(connection, http, budgets.Of(connection), time);
        return new MyCarTracksClient(account, rest, lists, connector, options);
    }
}
