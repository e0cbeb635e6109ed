using System.Net;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Core.Outbound;

namespace DispatchMap.Web.Words;

/// <summary>What is wrong with a step of a connection check, in one sentence.</summary>
internal static class CheckProblemWords
{
    public static string Sentence(CheckStepKind step, CheckProblem problem) => problem.Cause switch
    {
        CheckCause.Upstream => Failure(step, problem) + Status(problem),
        CheckCause.NoCredentials => "Client id or client secret is missing",
        CheckCause.UnsafeAddress => "The addresses must be https, without user, query or fragment",
        CheckCause.TooSlow => $"Given up after {CheckWords.Long(problem.Waited ?? TimeSpan.Zero)}",
        CheckCause.BudgetSpent => "Our own request budget for this account is spent, so the request was not sent",
        CheckCause.NoVehicles => "Accepted, but the list names no vehicle",
        CheckCause.ListNotWhole => "A list could not be read to its end",
        CheckCause.ItemsNotUnderstood => "Some items of the list were not understood",
        CheckCause.MembersUnknown => "Nothing says which vehicles are in them",
        CheckCause.VehiclesNotRead => "The vehicle list could not be read: " + Lower(Failure(step, problem)) + Status(problem),
        CheckCause.OtherInterval => "That is not the interval that was asked for",
        CheckCause.NeverConnected => $"The socket opened, but the vendor did not confirm the stream within {CheckWords.Long(problem.Waited ?? TimeSpan.Zero)}",
        CheckCause.Silent => $"Connected, but neither an event nor a heartbeat came in {CheckWords.Long(problem.Waited ?? TimeSpan.Zero)}",
        CheckCause.EventsNotUnderstood => "Connected, but no message was understood",
        CheckCause.StreamClosed => "The vendor closed the socket" + Code(problem),
        CheckCause.StreamError => "The stream reported an error" + Code(problem),
        CheckCause.FieldsMissing => "A field that every marker needs is missing: vehicle id, latitude, longitude or time",
        CheckCause.ContractDiffers => "",
        _ => "DispatchMap met a fault of its own; the log has the details",
    };

    private static string Failure(CheckStepKind step, CheckProblem problem) => problem.Failure switch
    {
        UpstreamFailure.InvalidClient => "The client id or secret was not accepted",
        UpstreamFailure.InvalidScope => "The credentials may not ask for the read scope",
        UpstreamFailure.Unauthorized => "The token was not accepted, not even a fresh one",
        UpstreamFailure.Forbidden => "The credentials may not do this",
        UpstreamFailure.Refused when problem.Status == HttpStatusCode.NotFound => "The vendor does not know this address",
        UpstreamFailure.Refused when step == CheckStepKind.CreateStream => "The vendor refused the stream",
        UpstreamFailure.Refused => "The vendor refused the request",
        UpstreamFailure.RateLimited => "Too many requests" + (problem.RetryAfter is { } wait ? $"; the vendor asks us to wait {CheckWords.Long(wait)}" : ""),
        UpstreamFailure.ServerError => "The vendor's server is in trouble",
        UpstreamFailure.Unreachable => Transport(problem.Transport),
        UpstreamFailure.Timeout => "No answer in time",
        UpstreamFailure.BadReply => "The answer could not be understood",
        UpstreamFailure.UnsafeStreamUrl => "The vendor named a stream address that is not secure or not on its own host, so it was not opened",
        UpstreamFailure.AddressRefused => Address(problem.Address),
        _ => "The connection is not complete",
    };

    private static string Transport(HttpRequestError? error) => error switch
    {
        HttpRequestError.NameResolutionError => "The host name cannot be resolved",
        HttpRequestError.SecureConnectionError => "No trusted TLS connection could be made",
        HttpRequestError.ConnectionError => "The server cannot be reached",
        _ => "The connection broke",
    };

    private static string Address(AddressKind? kind) => kind switch
    {
        AddressKind.Loopback => "The host leads to this machine, which is not allowed",
        AddressKind.Private => "The host leads to a private network, which is not allowed",
        _ => "The host leads to an address that no vendor has, which is never allowed",
    };

    private static string Status(CheckProblem problem) => problem.Status is { } status ? $" ({(int)status})" : "";

    private static string Code(CheckProblem problem) => problem.Code is { } code ? $" (code {code})" : "";

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
