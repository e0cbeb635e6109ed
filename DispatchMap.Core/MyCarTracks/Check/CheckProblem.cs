using System.Net;
using DispatchMap.Core.Outbound;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>What is wrong with a step, as data. Nothing in it is text from upstream, except a code that looks like one.</summary>
public sealed record CheckProblem(CheckCause Cause)
{
    /// <summary>For <see cref="CheckCause.Upstream"/>, and where a failed call is behind another cause.</summary>
    public UpstreamFailure? Failure { get; init; }

    /// <summary>The HTTP status, when the vendor answered.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the vendor asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What broke below HTTP.</summary>
    public HttpRequestError? Transport { get; init; }

    /// <summary>What the address is that was refused.</summary>
    public AddressKind? Address { get; init; }

    /// <summary>A close code or the vendor's error code; null when there was none fit to be shown.</summary>
    public string? Code { get; init; }

    /// <summary>How long was waited, for <see cref="CheckCause.TooSlow"/>, <see cref="CheckCause.Silent"/> and the like.</summary>
    public TimeSpan? Waited { get; init; }

    internal static CheckProblem Of(UpstreamException e, CheckCause cause = CheckCause.Upstream) => new(cause)
    {
        Failure = e.Failure, Status = e.Status, RetryAfter = e.RetryAfter, Transport = e.Transport, Address = e.Address,
    };
}
