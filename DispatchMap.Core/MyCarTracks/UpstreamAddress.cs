namespace DispatchMap.Core.MyCarTracks;

/// <summary>Which addresses this client talks to at all.</summary>
public static class UpstreamAddress
{
    /// <summary>
    /// Whether <paramref name="address"/> is fit to be sent credentials: absolute, https, without user info, query or
    /// fragment. Plain http only towards the loopback interface, and only when that is allowed.
    /// </summary>
    public static bool IsSafe(Uri address, bool allowInsecureLoopback) =>
        address.IsAbsoluteUri
        && address is { UserInfo: "", Query: "", Fragment: "", Host.Length: > 0 }
        && IsSecure(address, Uri.UriSchemeHttps, Uri.UriSchemeHttp, allowInsecureLoopback);

    /// <summary>Throws unless credentials may be sent to both addresses of <paramref name="connection"/>.</summary>
    internal static void ThrowIfUnsafe(UpstreamConnection connection)
    {
        if (!IsSafe(connection.BaseUrl, connection.AllowInsecureLoopback) || !IsSafe(connection.TokenUrl, connection.AllowInsecureLoopback))
            throw new UpstreamException(UpstreamFailure.NotConfigured, "The vendor's addresses must be https.");
    }

    /// <summary>
    /// Whether a stream may be opened at <paramref name="address"/>: wss (ws under the same terms as http), towards the REST
    /// host itself or one of <paramref name="allowedHosts"/>.
    /// </summary>
    public static bool IsSafeStream(Uri address, UpstreamConnection connection, IEnumerable<string> allowedHosts) =>
        address.IsAbsoluteUri
        && address is { UserInfo: "", Fragment: "" }
        && IsSecure(address, Uri.UriSchemeWss, Uri.UriSchemeWs, connection.AllowInsecureLoopback)
        && (SameHost(address, connection.BaseUrl.IdnHost) || allowedHosts.Any(host => SameHost(address, host)));

    /// <summary>The vendor's token end point for a REST base: <c>{origin}/oauth/token</c>.</summary>
    public static Uri TokenUrlFor(Uri baseUrl) => new(new Uri(baseUrl.GetLeftPart(UriPartial.Authority)), "/oauth/token");

    private static bool IsSecure(Uri address, string secure, string insecure, bool allowInsecureLoopback) =>
        address.Scheme == secure || (address.Scheme == insecure && allowInsecureLoopback && address.IsLoopback);

    private static bool SameHost(Uri address, string host) => string.Equals(address.IdnHost, host, StringComparison.OrdinalIgnoreCase);
}
