namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>One connection and all that was learnt about it. A changed connection is a new account that knows nothing.</summary>
internal sealed class UpstreamAccount
{
    /// <param name="life">Ends requests for a token, which are nobody's own, with the account.</param>
    public UpstreamAccount(
        UpstreamConnection connection, UpstreamHttp http, RequestBudget budget, TimeProvider time, CancellationToken life = default)
    {
        (Connection, Budget) = (connection, budget);
        SignIn = new TokenRequest(http, connection, budget, time);
        Tokens = new TokenCache(_ => SignIn.SendAsync(life), time);
    }

    public UpstreamConnection Connection { get; }

    public RequestBudget Budget { get; }

    public TokenRequest SignIn { get; }

    public TokenCache Tokens { get; }

    public PagingMemory Positions { get; } = new();

    public PagingMemory Vehicles { get; } = new();

    public PagingMemory Groups { get; } = new();

    /// <summary>When the vendor's last answer was sent and came; null when none was dated.</summary>
    public DateSample? LastDate { get; set; }

    /// <summary>The path of the group list, once found.</summary>
    public string? GroupsPath { get; set; }
}
