using System.Net;
using System.Text;

namespace DispatchMap.Tests.MyCarTracks;

/// <summary>Answers requests without a network, and remembers them.</summary>
internal sealed class FakeVendor : HttpMessageHandler
{
    private int _tokens;

    /// <summary>What was asked: method, path and query, credentials, body.</summary>
    public List<Request> Requests { get; } = [];

    /// <summary>Paths and queries asked for, without the token requests.</summary>
    public IEnumerable<string> Paths => Requests.Where(r => r.Path != "/oauth/token").Select(r => r.Path);

    /// <summary>Answers token requests; each gets a new token otherwise.</summary>
    public Func<Request, HttpResponseMessage>? OnToken { get; set; }

    /// <summary>Answers everything else.</summary>
    public Func<Request, CancellationToken, Task<HttpResponseMessage>> OnRest { get; set; } = (_, _) => Task.FromResult(Json("[]"));

    public void Answer(Func<Request, HttpResponseMessage> answer) => OnRest = (request, _) => Task.FromResult(answer(request));

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Status(int status) => Json("{\"message\":\"vendor words\"}", (HttpStatusCode)status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var body = message.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        var request = new Request(message.Method.Method, message.RequestUri!.PathAndQuery, message.Headers.Authorization?.ToString(), body);
        lock (Requests)
            Requests.Add(request);
        return request.Path == "/oauth/token"
            ? OnToken?.Invoke(request) ?? Json($$"""{"access_token":"token-{{Interlocked.Increment(ref _tokens)}}","expires_in":3600}""")
            : await OnRest(request, cancellationToken);
    }

    internal sealed record Request(string Method, string Path, string? Authorization, string Body);
}
