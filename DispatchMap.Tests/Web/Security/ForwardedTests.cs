using System.Net;
using DispatchMap.Tests.EndToEnd;

namespace DispatchMap.Tests.Web.Security;

/// <summary>Whose word counts about where a visitor comes from, and how he gets to https.</summary>
public sealed class ForwardedTests
{
    [Theory]
    [InlineData("KnownProxies", "127.0.0.1, ::1", true)]
    [InlineData("KnownNetworks", "127.0.0.0/8", true)]
    [InlineData("KnownProxies", "10.9.9.9", false)]
    [InlineData("KnownNetworks", "10.0.0.0/8", false)]
    [InlineData("KnownProxies", "", false)]
    public async Task ForwardedProto_OnlyFromAKnownProxy_IsBelieved(string key, string value, bool believed)
    {
        await using var app = DeskApp.InProduction(null, ($"DispatchMap:Door:{key}", value));

        using var answer = await AskAsync(app, "/sign-in", forwarded: true);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(believed, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Http_WhereHttpsIsServed_LeadsThereExceptForProbes()
    {
        await using var app = DeskApp.InProduction(null, ("https_port", "443"), ("DispatchMap:Door:KnownProxies", "127.0.0.1, ::1"));

        using var page = await AskAsync(app, "/?sel=7", forwarded: false);
        using var probe = await AskAsync(app, "/health/live", forwarded: false);
        using var secure = await AskAsync(app, "/sign-in", forwarded: true);

        Assert.Equal((HttpStatusCode.TemporaryRedirect, "https://desk.example/?sel=7"), (page.StatusCode, page.Headers.Location?.ToString()));
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(DeskApp app, string path, bool forwarded)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, path));
        request.Headers.Host = "desk.example";
        if (forwarded)
            request.Headers.Add("X-Forwarded-Proto", "https");
        return await browser.SendAsync(request, TestContext.Current.CancellationToken).Soon();
    }
}
