using System.Net;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Core.Outbound;

namespace DispatchMap.Web.Words;

/// <summary>What to do about a step that failed or warns: the vendor's troubleshooting list, and the causes it leaves out. In order of likelihood.</summary>
internal static class CheckAdvice
{
    private const string Generate = "In the vendor's web account, open Settings, then API, and check that the credentials are there and saved.";
    private const string ReadScope = "Create new credentials with the read scope there and enter them here.";
    private const string Access = "Check that the API credentials can access the vehicles or vehicle groups asked for.";
    private const string BaseUrl = "Check the base URL: the vendor's is https://mycartracks.com/services/rest/v3.";
    private const string Firewall = "Check that this server may reach the vendor through firewall and proxy.";
    private const string WebSockets = "Check that firewall and proxy let WebSocket connections through and do not cut idle ones.";
    private const string Later = "Try again in a few minutes.";
    private const string Support = "If it stays, ask the vendor's support. Never send them the stream address: it holds a token.";
    private const string Reconnect = "Run the check again: streams are short-lived, and a new one is created each time.";

    /// <summary>Steps to take, first things first; empty when there is nothing to do.</summary>
    public static IReadOnlyList<string> For(CheckStepKind step, CheckProblem problem) => problem.Cause switch
    {
        CheckCause.Upstream or CheckCause.VehiclesNotRead => Failure(step, problem),
        CheckCause.NoCredentials => ["Enter client id and client secret.", Generate],
        CheckCause.UnsafeAddress =>
            ["Enter addresses that begin with https:// and have no user name, question mark or hash in them.", BaseUrl,
            $"For the simulator on this machine, set {Key(nameof(UpstreamOptions.AllowInsecureLoopback))}."],
        CheckCause.TooSlow => [Later, Firewall, Support],
        CheckCause.BudgetSpent =>
            ["Wait some minutes: the budget refills by itself.", $"If feeds wait too, raise {Key(nameof(UpstreamOptions.RequestBudget))}, as far as the vendor allows."],
        CheckCause.NoVehicles => [Access, "Check that the account has vehicles, and that they are shared with it if they belong to another."],
        CheckCause.ListNotWhole =>
            ["Run the check again: a page may have failed just now.", "If it stays, vehicles may be missing from the map; compare the count with the vendor's own list."],
        CheckCause.ItemsNotUnderstood => ["Compare the fields listed below with the vendor's API description.", Support],
        CheckCause.MembersUnknown =>
            ["Nothing to do: a view of groups works, but shows a vehicle only when the stream first names it.", "Use views of all vehicles where that is too late."],
        CheckCause.OtherInterval => ["Set the minimum interval to what the vendor confirmed, so that ages are judged by it."],
        CheckCause.NeverConnected or CheckCause.Silent => [Reconnect, WebSockets, Access, Support],
        CheckCause.EventsNotUnderstood => [Reconnect, "Compare the fields listed below with the vendor's API description.", Support],
        CheckCause.StreamClosed or CheckCause.StreamError => [Reconnect, "The vendor may allow fewer streams at a time than are open: close other programs that use these credentials.", WebSockets],
        CheckCause.FieldsMissing => ["Compare the fields listed below with the vendor's API description.", Support],
        CheckCause.ContractDiffers => ["If all other steps passed, nothing: the description is behind the API, or ahead of it.", "Otherwise look for a newer version of DispatchMap."],
        _ => ["Look into the log of DispatchMap."],
    };

    private static IReadOnlyList<string> Failure(CheckStepKind step, CheckProblem problem) => problem.Failure switch
    {
        UpstreamFailure.InvalidClient =>
            ["Open the vendor's API page and check that the client is enabled.", "Copy the client id again: no space at either end.", "Replace the secret if someone issued a new one."],
        UpstreamFailure.InvalidScope => [Generate, ReadScope],
        UpstreamFailure.Unauthorized => ["Run the check again: it asks for a new token with the read scope.", BaseUrl, ReadScope],
        UpstreamFailure.Forbidden => [Access, Generate],
        UpstreamFailure.Refused when problem.Status == HttpStatusCode.NotFound => [BaseUrl, Support],
        UpstreamFailure.Refused when step == CheckStepKind.CreateStream =>
            [Access, "The vendor may allow fewer streams at a time than are open: close other programs that use these credentials.", "Set the minimum interval to 5 s or more."],
        UpstreamFailure.Refused => [BaseUrl, Access, Support],
        UpstreamFailure.RateLimited =>
            [problem.RetryAfter is { } wait ? $"Wait {CheckWords.Long(wait)}, then run the check again." : Later,
            "Close other programs that use these credentials, or give them their own."],
        UpstreamFailure.ServerError => [Later, Support],
        UpstreamFailure.Unreachable => Transport(step, problem.Transport),
        UpstreamFailure.Timeout => [Later, Firewall],
        UpstreamFailure.BadReply =>
            [BaseUrl, "A portal or proxy in between may answer in the vendor's place: open the base URL on the server that DispatchMap runs on.", Support],
        UpstreamFailure.UnsafeStreamUrl =>
            [$"If the vendor streams from another host, add its name to {Key(nameof(UpstreamOptions.StreamHosts))}.", BaseUrl, Support],
        UpstreamFailure.AddressRefused => Address(problem.Address),
        _ => ["Enter base URL, client id and client secret."],
    };

    private static IReadOnlyList<string> Transport(CheckStepKind step, HttpRequestError? error) => error switch
    {
        HttpRequestError.NameResolutionError => ["Check the host name in the base URL for a typing error.", "Check that this server can resolve names (DNS)."],
        HttpRequestError.SecureConnectionError =>
            ["Check the port in the base URL: it must be one that speaks https.", "Check this server's clock, and that it trusts the certificate, or the proxy's in between.", BaseUrl],
        _ when step == CheckStepKind.Socket => [WebSockets, Reconnect],
        _ => [Firewall, BaseUrl, Later],
    };

    private static IReadOnlyList<string> Address(AddressKind? kind) => kind switch
    {
        AddressKind.Loopback => [BaseUrl, $"For the simulator on this machine, set {Key(nameof(UpstreamOptions.AllowInsecureLoopback))}."],
        AddressKind.Private => [BaseUrl, $"If the vendor's API really is inside your own network, set {Key(nameof(UpstreamOptions.AllowPrivateNetworks))}."],
        _ => [BaseUrl, "Check what the host name resolves to on this server."],
    };

    private static string Key(string property) => $"{UpstreamOptions.Section}:{property} in the configuration";
}
