using System.ComponentModel.DataAnnotations;
using System.Net;

namespace DispatchMap.Web.Security;

/// <summary>Who gets through the door, and how many: <c>DispatchMap:Door</c>.</summary>
internal sealed class DoorOptions : IValidatableObject
{
    public const string Section = "DispatchMap:Door";

    private const StringSplitOptions Parts = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>Addresses of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed, with commas between them. Empty: nobody's.</summary>
    public string KnownProxies { get; set; } = "";

    /// <summary>The same for whole networks, such as <c>10.1.0.0/16</c>.</summary>
    public string KnownNetworks { get; set; } = "";

    /// <summary>Open pages in all. One more is told so.</summary>
    public int MaxCircuits { get; set; } = 2000;

    /// <summary>Open pages of one user, or of one address as long as nobody has signed in there.</summary>
    public int MaxCircuitsPerUser { get; set; } = 50;

    /// <summary>Origins besides our own to which a form may lead, such as a sign-in provider's.</summary>
    public IList<string> FormTargets { get; } = [];

    public bool BehindProxy => KnownProxies.Length > 0 || KnownNetworks.Length > 0;

    public IEnumerable<IPAddress> Proxies => KnownProxies.Split(',', Parts).Select(IPAddress.Parse);

    public IEnumerable<IPNetwork> Networks => KnownNetworks.Split(',', Parts).Select(text => IPNetwork.Parse(text));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var wrong in KnownProxies.Split(',', Parts).Where(text => !IsAddress(text)))
            yield return new($"{Section}:{nameof(KnownProxies)} has '{wrong}', which is not an IP address.");
        foreach (var wrong in KnownNetworks.Split(',', Parts).Where(text => !IsNetwork(text)))
            yield return new($"{Section}:{nameof(KnownNetworks)} has '{wrong}'; it must be a network such as 10.1.0.0/16, and not all addresses.");
        if (MaxCircuits is < 1 or > 100_000)
            yield return new($"{Section}:{nameof(MaxCircuits)} is {MaxCircuits}; it must be between 1 and 100000.");
        if (MaxCircuitsPerUser is < 1 or > 100_000)
            yield return new($"{Section}:{nameof(MaxCircuitsPerUser)} is {MaxCircuitsPerUser}; it must be between 1 and 100000.");
        foreach (var wrong in FormTargets.Where(text => !IsOrigin(text)))
            yield return new($"{Section}:{nameof(FormTargets)} has '{wrong}', which is not an origin such as https://login.example.com.");
    }

    // "1" and "10.1" are addresses to the parser; nobody who writes them means it.
    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out _) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3);

    private static bool IsNetwork(string text) => IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && text == $"{uri.Scheme}://{uri.Authority}" && uri.Scheme is "http" or "https";
}
