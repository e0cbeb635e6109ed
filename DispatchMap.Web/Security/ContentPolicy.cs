using DispatchMap.Web.Maps;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Security;

/// <summary>The Content-Security-Policy of every answer. What each exception is for: docs/decisions/0005.</summary>
internal sealed class ContentPolicy(ThemeHashes theme, IOptionsMonitor<BaseMapOptions> map, IOptionsMonitor<DoorOptions> door)
{
    public async ValueTask<string> CurrentAsync() =>
        Build(map.CurrentValue.TileUrl, await theme.SourcesAsync(), door.CurrentValue.FormTargets);

    internal static string Build(string tileUrl, string themeHashes, IEnumerable<string> formTargets) => string.Join("; ",
    [
        "default-src 'self'",
        "script-src 'self'",
        $"style-src 'self' {themeHashes}",
        $"style-src-elem 'self' {themeHashes}",
        "style-src-attr 'unsafe-inline'",
        string.Join(' ', ["img-src 'self' data:", .. TileOrigin(tileUrl)]),
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        string.Join(' ', ["form-action 'self'", .. formTargets]),
        "frame-ancestors 'none'",
    ]);

    /// <summary>Rebuilt from its parts: whatever else an address may hold must not get into a header.</summary>
    private static string[] TileOrigin(string tileUrl) =>
        Uri.TryCreate(tileUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? [$"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"]
            : [];
}
