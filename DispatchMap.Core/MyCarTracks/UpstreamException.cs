using System.Net;
using DispatchMap.Core.Outbound;

namespace DispatchMap.Core.MyCarTracks;

/// <summary>
/// An upstream call failed. The message is in plain words, fit for a person and a log: it never holds a token, an address
/// with a query, or text that the vendor sent. There is no inner exception, because such text hides there.
/// </summary>
public sealed class UpstreamException(
    UpstreamFailure failure, string message, TimeSpan? retryAfter = null, HttpStatusCode? status = null) : Exception(message)
{
    /// <summary>What kind of failure it is.</summary>
    public UpstreamFailure Failure { get; } = failure;

    /// <summary>The vendor's <c>Retry-After</c>, counted from now; at most an hour.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The HTTP status, when the vendor answered.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>What broke below HTTP, when that is what failed.</summary>
    public HttpRequestError? Transport { get; init; }

    /// <summary>What the address is, for <see cref="UpstreamFailure.AddressRefused"/>.</summary>
    public AddressKind? Address { get; init; }

    /// <summary>Whether retrying is pointless until an admin changes something.</summary>
    public bool NeedsAdmin => Failure is UpstreamFailure.NotConfigured or UpstreamFailure.InvalidClient or UpstreamFailure.InvalidScope
        or UpstreamFailure.AddressRefused;
}
