using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>
/// Asks the token server for a token: credentials in the Basic header, as the vendor's page says, or as form fields, as its
/// own client does. What worked is tried first the next time. Not for concurrent use; <see cref="TokenCache"/> sees to that.
/// </summary>
internal sealed class TokenRequest(UpstreamHttp http, UpstreamConnection connection, RequestBudget budget, TimeProvider time)
{
    private const string Action = "Signing in to the vendor";
    private const int MaxTokenLength = 8192;

    private bool _inForm;

    /// <summary>Whether the credentials went as form fields the last time they were accepted.</summary>
    public bool InForm => _inForm;

    public async Task<TokenGrant> SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(_inForm, cancellationToken);
        }
        catch (UpstreamException e) when (e.Failure == UpstreamFailure.InvalidClient)
        {
            var grant = await SendAsync(!_inForm, cancellationToken);
            _inForm = !_inForm;
            return grant;
        }
    }

    private async Task<TokenGrant> SendAsync(bool inForm, CancellationToken cancellationToken)
    {
        var form = new List<KeyValuePair<string, string>> { new("grant_type", "client_credentials"), new("scope", "read") };
        using var request = new HttpRequestMessage(HttpMethod.Post, connection.TokenUrl);
        if (inForm)
        {
            form.Add(new("client_id", connection.ClientId));
            form.Add(new("client_secret", connection.ClientSecret.Reveal()));
        }
        else
        {
            var pair = Encoding.UTF8.GetBytes($"{connection.ClientId}:{connection.ClientSecret.Reveal()}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        }

        request.Content = new FormUrlEncodedContent(form);
        using var response = await http.SendAsync(request, connection, budget, Action, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw UpstreamFaults.Token(response.StatusCode, body, UpstreamFaults.RetryAfter(response.Headers.RetryAfter, time));
        return Read(body) ?? throw UpstreamFaults.BadReply(Action);
    }

    private static TokenGrant? Read(ReadOnlySpan<byte> body)
    {
        string? token = null;
        TimeSpan? expiresIn = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isToken = reader.ValueTextEquals("access_token"u8);
                var isLifetime = reader.ValueTextEquals("expires_in"u8);
                reader.Read();
                if (isToken && reader.TokenType == JsonTokenType.String)
                    token = reader.GetString();
                else if (isLifetime && WireNumber.TryReadDouble(ref reader, out var seconds))
                    expiresIn = TimeSpan.FromSeconds(Math.Clamp(seconds, -1, 1e9));
                else
                    reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        // It becomes a header: anything but visible ASCII would break out of it.
        return token is { Length: > 0 and <= MaxTokenLength } && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? new TokenGrant(new Secret(token), expiresIn)
            : null;
    }
}
