using System.Net;

namespace DispatchMap.Web.Security;

/// <summary>The headers of every answer, also of errors: they are set when the answer starts, so that nothing clears them.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, ContentPolicy policy)
{
    // What the pages use, and nothing else: copying a link, and passkeys.
    private const string Permissions =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), " +
        "microphone=(), midi=(), payment=(), serial=(), usb=(), clipboard-write=(self), fullscreen=(self), " +
        "publickey-credentials-create=(self), publickey-credentials-get=(self)";

    public async Task InvokeAsync(HttpContext context)
    {
        var content = await policy.CurrentAsync();
        context.Response.OnStarting(() =>
        {
            Write(context, content);
            return Task.CompletedTask;
        });
        await next(context);
    }

    private static void Write(HttpContext context, string content)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = content;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // OpenStreetMap refuses tiles to pages that do not say where they are; the origin is enough, the address of a view stays here.
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps && !IsThisMachine(context.Request.Host.Host))
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        // Files say themselves how long they last. Nothing else may be found in a cache after signing out.
        if (headers.CacheControl.Count == 0 || context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            headers.CacheControl = "no-store";
    }

    // A developer's promise of https would last a year, for every program on this machine.
    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
