using System.Net;
using DispatchMap.Core.MyCarTracks;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Rest;

/// <summary>The token request and the requests under its token.</summary>
public sealed class SignInTests : IAsyncDisposable
{
    private const string Basic = "Basic Y2xpZW50LTE6aHVzaA==";
    private readonly ClientRig _rig = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Request_First_SignsInWithBasicCredentials()
    {
        await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        var (token, vehicles) = (_rig.Vendor.Requests[0], _rig.Vendor.Requests[1]);
        Assert.Equal(("POST", Basic, "grant_type=client_credentials&scope=read"), (token.Method, token.Authorization, token.Body));
        Assert.Equal("Bearer token-1", vehicles.Authorization);
    }

    [Theory]
    [InlineData(401, "{}")]
    [InlineData(400, "{\"error\":\"invalid_client\"}")]
    [InlineData(401, "<html>")]
    public async Task SignIn_ServerWantsTheForm_IsRememberedAfterOnce(int status, string refusal)
    {
        _rig.Vendor.OnToken = request => request.Authorization is null && request.Body.Contains("client_id=client-1&client_secret=hush", StringComparison.Ordinal)
            ? FakeVendor.Json("{\"access_token\":\"t\",\"expires_in\":60}")
            : FakeVendor.Json(refusal, (HttpStatusCode)status);

        await _rig.Client.GetVehiclesAsync(Cancel).Soon();
        _rig.Time.Advance(TimeSpan.FromSeconds(62));
        await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal([Basic, null, null], _rig.Vendor.Requests.Where(r => r.Path == "/oauth/token").Select(r => r.Authorization));
    }

    [Theory]
    [InlineData("errors/oauth-invalid-client.json", 401, UpstreamFailure.InvalidClient)]
    [InlineData("errors/oauth-invalid-client.json", 400, UpstreamFailure.InvalidClient)]
    [InlineData("errors/oauth-unauthorized-client.json", 400, UpstreamFailure.InvalidClient)]
    [InlineData("errors/oauth-invalid-grant.json", 400, UpstreamFailure.InvalidClient)]
    [InlineData("errors/oauth-invalid-scope.json", 400, UpstreamFailure.InvalidScope)]
    [InlineData("errors/code-message.json", 401, UpstreamFailure.InvalidClient)]
    [InlineData("errors/code-message.json", 400, UpstreamFailure.Refused)]
    [InlineData("errors/html.html", 502, UpstreamFailure.ServerError)]
    [InlineData("errors/empty.txt", 403, UpstreamFailure.Forbidden)]
    [InlineData("errors/empty.txt", 429, UpstreamFailure.RateLimited)]
    [InlineData("errors/html.html", 302, UpstreamFailure.BadReply)]
    [InlineData("errors/html.html", 200, UpstreamFailure.BadReply)]
    [InlineData("errors/empty.txt", 200, UpstreamFailure.BadReply)]
    public async Task SignIn_Refused_SaysWhatItMeansInOurWords(string fixture, int status, UpstreamFailure failure)
    {
        _rig.Vendor.OnToken = _ => new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Fixture.Read(fixture)) };

        var e = await ClientRig.FailsAsync(_rig.Client.GetVehiclesAsync(Cancel));

        Assert.Equal(failure, e.Failure);
        Assert.Null(e.InnerException);
        Assert.DoesNotContain("CANARY", e.ToString(), StringComparison.Ordinal);
        Assert.Empty(_rig.Vendor.Paths);
    }

    [Theory]
    [InlineData("{\"access_token\":\"t\"}")]
    [InlineData("{\"access_token\":\"t\",\"expires_in\":\"3592\"}")]
    [InlineData("{\"access_token\":\"t\",\"expires_in\":null,\"token_type\":\"bearer\",\"x\":{\"access_token\":\"no\"}}")]
    [InlineData("{\"access_token\":\"t\",\"expires_in\":1e300}")]
    [InlineData("{\"access_token\":\"t\",\"expires_in\":-1e300}")]
    public async Task SignIn_OddLifetime_IsTolerated(string reply)
    {
        _rig.Vendor.OnToken = _ => FakeVendor.Json(reply);

        await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal("Bearer t", _rig.Vendor.Requests[^1].Authorization);
    }

    [Theory]
    [InlineData("{\"access_token\":\"a\\r\\nX-Evil: 1\"}")]
    [InlineData("{\"access_token\":\"\"}")]
    [InlineData("{\"access_token\":\"\\ud800\"}")]
    [InlineData("{\"access_token\":5}")]
    [InlineData("{\"token_type\":\"bearer\"}")]
    [InlineData("[]")]
    public async Task SignIn_NoUsableToken_IsABadReply(string reply)
    {
        _rig.Vendor.OnToken = _ => FakeVendor.Json(reply);

        Assert.Equal(UpstreamFailure.BadReply, (await ClientRig.FailsAsync(_rig.Client.GetVehiclesAsync(Cancel))).Failure);
    }

    [Fact]
    public async Task Request_TokenRevoked_GetsANewOneOnce()
    {
        _rig.Vendor.Answer(request => request.Authorization == "Bearer token-1" ? FakeVendor.Status(401) : FakeVendor.Json("[{\"id\":7}]"));

        var vehicles = await _rig.Client.GetVehiclesAsync(Cancel).Soon();

        Assert.Equal(7, Assert.Single(vehicles.Items).VehicleId);
        Assert.Equal(2, _rig.Vendor.Requests.Count(r => r.Path == "/oauth/token"));
    }

    [Fact]
    public async Task Request_TokenRevokedWhileCreatingAStream_IsSentAgain()
    {
        _rig.Vendor.Answer(request => request.Authorization == "Bearer token-1"
            ? FakeVendor.Status(401)
            : FakeVendor.Json("{\"websocketUrl\":\"wss://vendor.test/s\"}"));

        await _rig.Client.CreateStreamAsync(Core.Feeds.Scope.All(), Cancel).Soon();

        Assert.Equal(2, _rig.Vendor.Paths.Count());
        Assert.Equal(_rig.Vendor.Requests[1].Body, _rig.Vendor.Requests[^1].Body);
    }

    [Fact]
    public async Task Request_EveryTokenRefused_IsUnauthorizedAfterTwo()
    {
        _rig.Vendor.Answer(_ => FakeVendor.Json("{\"error\":\"invalid_token\",\"error_description\":\"Invalid access token: token-2\"}", HttpStatusCode.Unauthorized));

        var e = await ClientRig.FailsAsync(_rig.Client.GetVehiclesAsync(Cancel));

        Assert.Equal((UpstreamFailure.Unauthorized, 2), (e.Failure, _rig.Vendor.Paths.Count()));
        Assert.DoesNotContain("token-2", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_AnotherConnection_SignsInForItself()
    {
        var first = _rig.Client;
        await first.GetVehiclesAsync(Cancel).Soon();
        _rig.Current = ClientRig.Connection("client-2");
        await _rig.Client.GetVehiclesAsync(Cancel).Soon();
        Assert.Equal("Bearer token-2", _rig.Vendor.Requests[^1].Authorization);

        await first.GetVehiclesAsync(Cancel).Soon();
        Assert.Equal("Bearer token-1", _rig.Vendor.Requests[^1].Authorization);
    }

    [Fact]
    public async Task Request_NotConfigured_NeedsAnAdmin()
    {
        _rig.Current = null;

        var e = await Assert.ThrowsAsync<UpstreamException>(() => _rig.Client.GetVehiclesAsync(Cancel));

        Assert.Equal((UpstreamFailure.NotConfigured, true), (e.Failure, e.NeedsAdmin));
    }

    [Theory]
    [InlineData("http://vendor.test/v3", "https://vendor.test/oauth/token")]
    [InlineData("https://vendor.test/v3", "http://vendor.test/oauth/token")]
    public async Task Request_InsecureAddress_SendsNothing(string baseUrl, string tokenUrl)
    {
        _rig.Current = ClientRig.Connection() with { BaseUrl = new Uri(baseUrl), TokenUrl = new Uri(tokenUrl), AllowInsecureLoopback = true };

        var e = await Assert.ThrowsAsync<UpstreamException>(() => _rig.Client.GetVehiclesAsync(Cancel));

        Assert.Equal(UpstreamFailure.NotConfigured, e.Failure);
        Assert.Empty(_rig.Vendor.Requests);
    }
}
