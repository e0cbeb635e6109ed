using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Stream;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>What a check works with: the parts of the client that the feeds use.</summary>
internal sealed record CheckTools(
    UpstreamHttp Http, RestClient Rest, UpstreamLists Lists, StreamConnector Connector, RequestBudgets Budgets, IList<string> StreamHosts,
    TimeProvider Time, ILogger Logger);
