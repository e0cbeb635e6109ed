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

    /// <summary>Hosts besides the one of <see cref="BaseUrl"/> where streams may be opened.</summary>
    public IList<string> StreamHosts { get; } = [];
}
