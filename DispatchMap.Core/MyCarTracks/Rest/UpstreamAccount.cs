namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>One connection and all that was learnt about it. A changed connection is a new account that knows nothing.</summary>
internal sealed class UpstreamAccount
{
    public UpstreamAccount(UpstreamConnection connection, UpstreamHttp http, RequestBudget budget, TimeProvider time)
    {
        (Connection, Budget) = (connection, budget);
        Tokens = new TokenCache(new TokenRequest(http, connection, budget, time).SendAsync, time);
    }

    public UpstreamConnection Connection { get; }

    public RequestBudget Budget { get; }

    public TokenCache Tokens { get; }

    public PagingMemory Positions { get; } = new();

    public PagingMemory Vehicles { get; } = new();

    public PagingMemory Groups { get; } = new();

    /// <summary>The path of the group list, once found.</summary>
    public string? GroupsPath { get; set; }
}
