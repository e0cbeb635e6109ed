using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using DispatchMap.Simulator;
using Xunit;

namespace DispatchMap.Tests.Simulator;

/// <summary>A plain client of the emulator: the vendor's page by hand, none of the product's own code.</summary>
internal sealed class SimulatorClient(SimulatorServer server) : IDisposable
{
    private readonly HttpClient _http = new();

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public async Task<string> SignInAsync(string secret = "demo-secret")
    {
        var token = (await JsonAsync(await RequestTokenAsync("demo-client", secret))).GetProperty("access_token").GetString()!;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }

    public async Task<HttpResponseMessage> RequestTokenAsync(
        string id = "demo-client", string secret = "demo-secret", string scope = "read", bool inForm = false)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = scope };
        using var request = new HttpRequestMessage(HttpMethod.Post, server.TokenUrl);
        if (inForm)
            (form["client_id"], form["client_secret"]) = (id, secret);
        else
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        request.Content = new FormUrlEncodedContent(form);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken).Soon();
    }

    public Task<HttpResponseMessage> GetAsync(string path) =>
        _http.GetAsync(new Uri(server.BaseUrl + path), TestContext.Current.CancellationToken).Soon();

    public async Task<JsonElement> GetJsonAsync(string path) => await JsonAsync(await GetAsync(path));

    public Task<HttpResponseMessage> CreateAsync(object? body = null) => _http.PostAsJsonAsync(
        new Uri(server.BaseUrl + "/vehicles/livePositions/stream"), body ?? new { }, TestContext.Current.CancellationToken).Soon();

    public async Task<HttpResponseMessage> ControlAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, server.ControlUrl + path);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken).Soon();
    }

    /// <summary>Creates a stream, connects, and reads its <c>connected</c>.</summary>
    public async Task<StreamClient> OpenAsync(object? body = null)
    {
        var stream = await StreamClient.ConnectAsync(await CreatedUrlAsync(body));
        Assert.Equal("connected", (await stream.NextAsync()).Type());
        return stream;
    }

    public async Task<Uri> CreatedUrlAsync(object? body = null)
    {
        var response = await CreateAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new Uri((await JsonAsync(response)).GetProperty("websocketUrl").GetString()!);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken).Soon();
        using var document = await JsonDocument.ParseAsync(body, cancellationToken: TestContext.Current.CancellationToken).Soon();
        return document.RootElement.Clone();
    }

    public void Dispose() => _http.Dispose();
}
