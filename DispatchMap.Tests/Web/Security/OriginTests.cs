using System.Net;
using System.Net.WebSockets;
using DispatchMap.Tests.EndToEnd;

namespace DispatchMap.Tests.Web.Security;

/// <summary>What another site makes a browser ask.</summary>
public sealed class OriginTests : IAsyncDisposable
{
    private readonly DeskApp _app = DeskApp.InProduction();
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://desk.example.evil.example")]
    [InlineData("http://desk.example:8080")]
    [InlineData("https://evil@desk.example:444")]
    [InlineData("null")]
    [InlineData("file:///desk.example")]
    [InlineData("desk.example")]
    public async Task Negotiate_ForeignOrigin_IsRefused(string origin)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("POST", "/_blazor/negotiate?negotiateVersion=1", ("Origin", origin)));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("GET", "/_blazor?id=1", ("Origin", origin)));
        Assert.Contains(_app.Log.Lines, line => line.Contains("Refused a request from the origin", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://desk.example")]
    [InlineData("https://desk.example")] // A proxy that ends TLS in front of us.
    [InlineData("HTTP://DESK.EXAMPLE")]
    public async Task Negotiate_OwnOrigin_IsAskedToSignIn(string origin) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("POST", "/_blazor/negotiate?negotiateVersion=1", ("Origin", origin)));

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task UnsafeMethod_ForeignOrigin_IsRefusedOnEveryPath(string method)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(method, "/", ("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(method, "/nowhere", ("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(method, "/", ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(method, "/", ("Sec-Fetch-Site", "same-site")));
    }

    [Fact]
    public async Task Page_LinkFromAnotherSite_Opens() =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync("GET", "/sign-in", ("Sec-Fetch-Site", "cross-site")));

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)] // Led to the sign-in page, since nobody has signed in.
    public async Task WebSocket_Origin_IsAskedBeforeAnythingElse(string? foreign, HttpStatusCode status)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", foreign ?? _app.Address.GetLeftPart(UriPartial.Authority));
        var address = new UriBuilder(_app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, TestContext.Current.CancellationToken).Soon());
        Assert.Equal(status, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Host_AndOriginWithAStrangePort_MustAgree()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("POST", "/_blazor/negotiate?negotiateVersion=1", ("Origin", "http://desk.example:5080"), ("Host", "desk.example:5080")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("POST", "/_blazor/negotiate?negotiateVersion=1", ("Origin", "http://desk.example"), ("Host", "desk.example:5080")));
    }

    private async Task<HttpStatusCode> AskAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(_app.Address, path));
        request.Headers.Host = "desk.example";
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var answer = await _browser.SendAsync(request, TestContext.Current.CancellationToken).Soon();
        return answer.StatusCode;
    }
}
