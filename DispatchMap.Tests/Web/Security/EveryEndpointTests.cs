using System.Net;
using System.Text.RegularExpressions;
using DispatchMap.Tests.EndToEnd;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DispatchMap.Tests.Web.Security;

/// <summary>Whatever answers, whoever added it: the headers and cookies are there.</summary>
public sealed partial class EveryEndpointTests : IAsyncDisposable
{
    // One proxy, which is this machine: so a test can say that a visitor came over https.
    private readonly DeskApp _app = DeskApp.InProduction(
        host => host.ConfigureServices(services => services.AddSingleton<HealthCheckService, Broken>()),
        ("DispatchMap:Door:KnownProxies", "127.0.0.1, ::1"));

    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Headers_EveryEndpointThereIs_AreAllThere()
    {
        var requests = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(end => Methods(end).Select(method => (Method: method, Path: Address(end)))).Distinct().ToList();

        Assert.Contains(requests, request => request.Path == "/");
        Assert.Contains(requests, request => request.Path == "/health/ready");
        Assert.Contains(requests, request => request.Path.StartsWith("/_blazor", StringComparison.Ordinal));
        Assert.Contains(requests, request => request.Path.EndsWith(".js", StringComparison.Ordinal));
        foreach (var (method, path) in requests)
            await AskAsync(method, path);
    }

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.Redirect)]
    [InlineData("GET", "/ops/feeds", HttpStatusCode.Redirect)]
    [InlineData("GET", "/_blazor?id=none", HttpStatusCode.Redirect)]
    [InlineData("POST", "/sign-in", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/health/ready", HttpStatusCode.InternalServerError)]
    public async Task Headers_StrangerRefused_AreAllThere(string method, string path, HttpStatusCode status) =>
        await AskAsync(method, path, status);

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/dist/nothing.js", HttpStatusCode.NotFound)]
    [InlineData("GET", "/_blazor?id=none", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/ops/feeds", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/ops/feeds", HttpStatusCode.BadRequest)]
    public async Task Headers_MemberRefused_AreAllThere(string method, string path, HttpStatusCode status)
    {
        using var member = new HttpClient { BaseAddress = _app.Address };
        using var home = await member.SignInAsync(DeskApp.AdminEmail, DeskApp.AdminPassword);
        using var request = new HttpRequestMessage(new(method), new Uri(path, UriKind.Relative));
        using var answer = await member.SendAsync(request, TestContext.Current.CancellationToken).Soon();

        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        Assert.Equal(status, answer.StatusCode);
        Check(answer, $"{method} {path}");
    }

    [Fact]
    public async Task Headers_WrongHostName_AreAllThere()
    {
        await using var app = DeskApp.InProduction(null, ("AllowedHosts", "desk.example"));
        using var answer = await _browser.GetAsync(app.Address, TestContext.Current.CancellationToken).Soon();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Check(answer, "wrong host");
    }

    [Fact]
    public async Task StrictTransport_OverHttp_IsNotPromised()
    {
        using var answer = await _browser.GetAsync(_app.Address, TestContext.Current.CancellationToken).Soon();

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    private async Task AskAsync(string method, string path, HttpStatusCode? status = null)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(_app.Address, path));
        request.Headers.Host = "desk.example";
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await _browser.SendAsync(request, TestContext.Current.CancellationToken).Soon();
        var what = $"{method} {path}: {(int)answer.StatusCode}";
        if (status is not null)
            Assert.True(status == answer.StatusCode, what);
        Assert.Equal("max-age=31536000; includeSubDomains", One(answer, "Strict-Transport-Security", what));
        Check(answer, what);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).Soon();
        Assert.DoesNotContain(Broken.Words, body, StringComparison.Ordinal);
        Assert.DoesNotContain(" at DispatchMap.", body, StringComparison.Ordinal);
    }

    private static void Check(HttpResponseMessage answer, string what)
    {
        var policy = One(answer, "Content-Security-Policy", what);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy.Replace("style-src-attr 'unsafe-inline'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options", what));
        Assert.Equal("DENY", One(answer, "X-Frame-Options", what));
        Assert.Equal("strict-origin-when-cross-origin", One(answer, "Referrer-Policy", what));
        Assert.Contains("geolocation=()", One(answer, "Permissions-Policy", what), StringComparison.Ordinal);
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy", what));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Resource-Policy", what));
        Assert.False(answer.Headers.Contains("Server"), what);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"), what);
        // What is not a file may be of somebody.
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType == "text/html")
            Assert.Contains("no-store", One(answer, "Cache-Control", what), StringComparison.Ordinal);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            Assert.Matches(Secure(), cookie);
            Assert.Matches(HttpOnly(), cookie);
            Assert.Matches(SameSite(), cookie);
        }
    }

    private static string One(HttpResponseMessage answer, string header, string what)
    {
        Assert.True(answer.Headers.TryGetValues(header, out var values), $"{what} has no {header}.");
        return Assert.Single(values);
    }

    private static IEnumerable<string> Methods(RouteEndpoint end) => end.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"];

    private static string Address(RouteEndpoint end) => "/" + Parameter().Replace(end.RoutePattern.RawText ?? "", "1").TrimStart('/');

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("; ?secure(;|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Secure();

    [GeneratedRegex("; ?httponly(;|$)", RegexOptions.IgnoreCase)]
    private static partial Regex HttpOnly();

    [GeneratedRegex("; ?samesite=(lax|strict)(;|$)", RegexOptions.IgnoreCase)]
    private static partial Regex SameSite();

    /// <summary>The one endpoint that can be made to fail from outside.</summary>
    private sealed class Broken : HealthCheckService
    {
        public const string Words = "something secret about the inside";

        public override Task<HealthReport> CheckHealthAsync(Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException(Words);
    }
}
