using System.Net;
using System.Net.Http.Headers;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>Sends authorized REST requests, with one more try under a fresh token after a 401.</summary>
internal sealed class RestClient(UpstreamHttp http, TimeProvider time)
{
    /// <param name="path">Begins with a slash; may hold a query.</param>
    /// <param name="action">What is tried, to begin a sentence.</param>
    public Task<byte[]> GetAsync(UpstreamAccount account, string path, string action, CancellationToken cancellationToken) =>
        SendAsync(account, HttpMethod.Get, path, null, action, cancellationToken);

    public Task<byte[]> PostAsync(UpstreamAccount account, string path, byte[] json, string action, CancellationToken cancellationToken) =>
        SendAsync(account, HttpMethod.Post, path, json, action, cancellationToken);

    private async Task<byte[]> SendAsync(
        UpstreamAccount account, HttpMethod method, string path, byte[]? json, string action, CancellationToken cancellationToken)
    {
        var token = await account.Tokens.GetAsync(cancellationToken);
        var response = await SendOnceAsync(token);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            response.Dispose();
            account.Tokens.Reject(token);
            response = await SendOnceAsync(await account.Tokens.GetAsync(cancellationToken));
        }

        using (response)
        {
            if (response.StatusCode is < HttpStatusCode.OK or >= HttpStatusCode.MultipleChoices)
                throw UpstreamFaults.Status(action, response.StatusCode, UpstreamFaults.RetryAfter(response.Headers.RetryAfter, time));
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }

        async Task<HttpResponseMessage> SendOnceAsync(AccessToken bearer)
        {
            using var request = new HttpRequestMessage(method, account.Connection.BaseUrl.AbsoluteUri.TrimEnd('/') + path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer.Text.Reveal());
            if (json is not null)
                request.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            var answer = await http.SendAsync(request, account.Connection, account.Budget, action, cancellationToken);
            if (answer.Headers.Date is { } date)
                account.LastDate = new DateSample(date, time.GetUtcNow());
            return answer;
        }
    }
}
