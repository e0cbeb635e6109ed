using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DispatchMap.Core.Outbound;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>Turns what went wrong into an <see cref="UpstreamException"/> in our own words.</summary>
internal static class UpstreamFaults
{
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    /// <param name="action">What was tried, to begin a sentence: "Reading vehicles".</param>
    public static UpstreamException Status(string action, HttpStatusCode status, TimeSpan? retryAfter = null)
    {
        var (failure, words) = status switch
        {
            HttpStatusCode.Unauthorized => (UpstreamFailure.Unauthorized, "the vendor did not accept the access token, even a fresh one"),
            HttpStatusCode.Forbidden => (UpstreamFailure.Forbidden, "the credentials may not do this"),
            HttpStatusCode.NotFound => (UpstreamFailure.Refused, "the vendor does not know this address"),
            HttpStatusCode.RequestTimeout => (UpstreamFailure.Timeout, "the vendor gave up waiting"),
            HttpStatusCode.TooManyRequests => (UpstreamFailure.RateLimited, "too many requests, the vendor asks us to wait"),
            >= HttpStatusCode.InternalServerError => (UpstreamFailure.ServerError, "the vendor's server is in trouble"),
            >= HttpStatusCode.BadRequest => (UpstreamFailure.Refused, "the vendor refused the request"),
            >= HttpStatusCode.MultipleChoices => (UpstreamFailure.BadReply,
                "the vendor redirects to another address, which is not followed with credentials; configure the final address"),
            _ => (UpstreamFailure.BadReply, "the vendor's answer is not the expected one"),
        };
        return new UpstreamException(failure, string.Create(CultureInfo.InvariantCulture, $"{action} failed: {words} (HTTP {(int)status})."), retryAfter, status);
    }

    public static UpstreamException Transport(string action, HttpRequestError error)
    {
        var (failure, words) = error switch
        {
            HttpRequestError.NameResolutionError => (UpstreamFailure.Unreachable, "the vendor's host name cannot be resolved"),
            HttpRequestError.SecureConnectionError => (UpstreamFailure.Unreachable, "no trusted TLS connection could be made"),
            HttpRequestError.ConnectionError => (UpstreamFailure.Unreachable, "the vendor's server cannot be reached"),
            HttpRequestError.ConfigurationLimitExceeded => (UpstreamFailure.BadReply, "the answer is too large"),
            HttpRequestError.InvalidResponse => (UpstreamFailure.BadReply, "the answer is not HTTP"),
            _ => (UpstreamFailure.Unreachable, "the connection broke"),
        };
        return new UpstreamException(failure, $"{action} failed: {words}.") { Transport = error };
    }

    /// <summary>What a request or a handshake met below HTTP.</summary>
    public static UpstreamException Transport(string action, HttpRequestException e) =>
        e.InnerException is AddressRefusedException refused ? Address(action, refused.Kind) : Transport(action, e.HttpRequestError);

    public static UpstreamException Address(string action, AddressKind kind)
    {
        var words = kind switch
        {
            AddressKind.Loopback => $"this machine, which is refused unless {UpstreamOptions.Section}:{nameof(UpstreamOptions.AllowInsecureLoopback)} is set",
            AddressKind.Private => $"a private network, which is refused unless {UpstreamOptions.Section}:{nameof(UpstreamOptions.AllowPrivateNetworks)} is set",
            _ => "an address that no vendor has (link-local, metadata, multicast, reserved), which is refused",
        };
        return new UpstreamException(UpstreamFailure.AddressRefused, $"{action} failed: the host leads to {words}.") { Address = kind };
    }

    public static UpstreamException Timeout(string action) =>
        new(UpstreamFailure.Timeout, $"{action} failed: no answer in time.");

    public static UpstreamException OverBudget(string action) =>
        new(UpstreamFailure.RateLimited, $"{action} failed: too many requests wait for this account's request budget already.");

    public static UpstreamException BadReply(string action) =>
        new(UpstreamFailure.BadReply, $"{action} failed: the vendor's answer could not be understood.");

    /// <summary>What the token server's refusal means.</summary>
    public static UpstreamException Token(HttpStatusCode status, ReadOnlySpan<byte> body, TimeSpan? retryAfter)
    {
        const string Action = "Signing in to the vendor";
        return OAuthError(body) switch
        {
            "invalid_client" or "unauthorized_client" or "invalid_grant" => InvalidClient(),
            "invalid_scope" => new UpstreamException(UpstreamFailure.InvalidScope,
                $"{Action} failed: the credentials may not ask for the read scope.", status: status),
            _ when status == HttpStatusCode.Unauthorized => InvalidClient(),
            _ => Status(Action, status, retryAfter),
        };

        UpstreamException InvalidClient() => new(UpstreamFailure.InvalidClient,
            $"{Action} failed: it does not accept the client id and client secret.", status: status);
    }

    /// <summary><c>Retry-After</c> in either form, counted from now, between zero and an hour.</summary>
    public static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait is not { } value ? null : value < TimeSpan.Zero ? TimeSpan.Zero : value > MaxRetryAfter ? MaxRetryAfter : value;
    }

    /// <summary>The same for a header that nothing has parsed yet.</summary>
    public static TimeSpan? RetryAfter(string? header, TimeProvider time) =>
        RetryAfter(RetryConditionHeaderValue.TryParse(header, out var value) ? value : null, time);

    /// <summary>The <c>error</c> of an OAuth error body, to be compared and never shown.</summary>
    private static string? OAuthError(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isError = reader.ValueTextEquals("error"u8);
                reader.Read();
                if (isError && reader.TokenType == JsonTokenType.String)
                    return reader.GetString();
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // HTML, nothing, or broken text: the status has to say it all.
        }

        return null;
    }
}
