namespace DispatchMap.Core.MyCarTracks;

/// <summary>The upstream as configuration says it, section <c>DispatchMap:Upstream</c>.</summary>
public sealed class UpstreamOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "DispatchMap:Upstream";

    /// <summary>REST base of the API.</summary>
    public string BaseUrl { get; set; } = "https://mycartracks.com/services/rest/v3";

    /// <summary>Token end point; when empty, <c>/oauth/token</c> at the origin of <see cref="BaseUrl"/>.</summary>
    public string? TokenUrl { get; set; }

    /// <summary>Empty together with <see cref="ClientSecret"/> while nobody has configured credentials.</summary>
    public string? ClientId { get; set; }

    /// <summary>Goes with <see cref="ClientId"/>.</summary>
    public Secret? ClientSecret { get; set; }

    /// <summary>Accept <c>http</c> and <c>ws</c>, and only towards the loopback interface: for the simulator.</summary>
    public bool AllowInsecureLoopback { get; set; }

    /// <summary>
    /// Connect to private networks (RFC 1918, unique local) too, for a vendor's API inside one's own network. Without it a host name
    /// that leads there is refused.
    /// </summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Hosts besides the one of <see cref="BaseUrl"/> where streams may be opened.</summary>
    public IList<string> StreamHosts { get; } = [];

    /// <summary>
    /// Requests that one account may send in <see cref="BudgetWindow"/>; further ones wait. A bucket that refills evenly: after a
    /// quiet time all of it may go at once.
    /// </summary>
    public int RequestBudget { get; set; } = 300;

    /// <summary>The time in which an empty <see cref="RequestBudget"/> is full again.</summary>
    public TimeSpan BudgetWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many requests of an account may wait for its budget; more fail like any request the vendor refuses.</summary>
    public int MaxWaitingRequests { get; set; } = 1000;

    /// <summary>The connection that these options describe, which must be valid; null while credentials are missing.</summary>
    public UpstreamConnection? ToConnection()
    {
        if (string.IsNullOrEmpty(ClientId) || ClientSecret is not { } secret || secret.Reveal().Length == 0)
            return null;

        var baseUrl = new Uri(BaseUrl.TrimEnd('/'));
        var tokenUrl = string.IsNullOrEmpty(TokenUrl) ? UpstreamAddress.TokenUrlFor(baseUrl) : new Uri(TokenUrl);
        return new UpstreamConnection(baseUrl, tokenUrl, ClientId, secret, AllowInsecureLoopback);
    }
}
