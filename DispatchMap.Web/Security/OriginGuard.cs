namespace DispatchMap.Web.Security;

/// <summary>
/// Refuses what another site makes a browser ask here: everything that may change something, and the circuit. The same-origin
/// policy does not cover WebSockets, and the browser sends our cookies with them.
/// </summary>
internal sealed partial class OriginGuard(RequestDelegate next, ILogger<OriginGuard> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!Matters(context.Request) || IsOurs(context.Request))
            return next(context);
        Log.Refused(logger, Readable(context.Request.Headers.Origin.ToString()), Readable(context.Request.Host.Value));
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("This request comes from another site.", context.RequestAborted);
    }

    private static bool Matters(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method))
        || request.Headers.Upgrade.Count > 0
        || request.Path.StartsWithSegments("/_blazor");

    /// <summary>Who sends neither header is no browser, and no other site can have made it ask.</summary>
    private static bool IsOurs(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            ? request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            : origin.Count == 1 && Uri.TryCreate(origin[0], UriKind.Absolute, out var uri) && IsOurs(uri, request);
    }

    /// <summary>
    /// The page's scheme may be https where ours is http: a proxy that ends TLS and is not known to us. Never the other way round.
    /// </summary>
    private static bool IsOurs(Uri origin, HttpRequest request) =>
        (origin.Scheme == Uri.UriSchemeHttps || (origin.Scheme == Uri.UriSchemeHttp && !request.IsHttps))
        && string.Equals(origin.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && (request.Host.Port is { } port ? port == origin.Port : origin.IsDefaultPort);

    private static string Readable(string? text) =>
        string.Concat((text ?? "").Take(100).Select(c => char.IsAsciiLetterOrDigit(c) || ":/.-_[]".Contains(c, StringComparison.Ordinal) ? c : '?'));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Refused a request from the origin {Origin}: this server is asked as {Host}. If that is your own proxy, let it pass the Host header on.")]
        public static partial void Refused(ILogger logger, string origin, string host);
    }
}
