using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;

namespace DispatchMap.Core.Feeds;

/// <summary>What is known of each account. A changed connection, be it only its secret, knows nothing of the trouble before.</summary>
internal sealed class FeedAccounts(IUpstreamConnectionSource source, RequestBudgets budgets, FeedTools tools)
{
    private readonly Lock _gate = new();
    private UpstreamConnection? _connection;
    private FeedAccount? _account;

    /// <summary>The account of the connection in force.</summary>
    public FeedAccount Current
    {
        get
        {
            var connection = source.Current;
            lock (_gate)
            {
                if (_account is null || _connection != connection)
                    (_connection, _account) = (connection, new(tools, connection is null ? null : budgets.Of(connection), new(tools.Time)));
                return _account;
            }
        }
    }
}
