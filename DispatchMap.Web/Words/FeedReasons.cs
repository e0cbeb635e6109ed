namespace DispatchMap.Web.Words;

/// <summary>Words for the names that feeds count by. A name nobody foresaw is shown as it is, as text.</summary>
internal static class FeedReasons
{
    /// <summary>Why a stream was lost, or not had.</summary>
    public static string Loss(string reason) => reason switch
    {
        "NotConfigured" => "no connection configured",
        "InvalidClient" => "credentials not accepted",
        "InvalidScope" => "credentials without read access",
        "Unauthorized" => "token not accepted",
        "Forbidden" => "not allowed",
        "Refused" => "request refused",
        "RateLimited" => "too many requests",
        "ServerError" => "server error",
        "Unreachable" => "server not reached",
        "Timeout" => "no answer in time",
        "BadReply" => "answer not understood",
        "UnsafeStreamUrl" => "stream address not allowed",
        "AddressRefused" => "address not allowed",
        "silent" => "silence",
        "let go" => "let go by us",
        "fault" => "fault of ours",
        _ when reason.StartsWith("closed", StringComparison.Ordinal) => reason.Replace("closed", "closed by the vendor", StringComparison.Ordinal),
        _ => reason,
    };

    /// <summary>Why a message was left out.</summary>
    public static string Rejection(string reason) => reason switch
    {
        "older" => "older than known",
        "duplicate" => "known already",
        "future" => "dated in the future",
        "doubtful, kept" => "shown although hard to believe (a jump, or a device's clock far ahead)",
        "out of range" => "position or time out of range",
        "fleet full" => "more vehicles than the limit",
        "not-json" or "not-an-object" => "not a message",
        _ => reason.Replace('-', ' '),
    };

    /// <summary>What came over the stream.</summary>
    public static string Kind(string kind) => kind switch
    {
        "connected" => "greetings",
        "position" => "positions",
        "heartbeat" => "heartbeats",
        "error" => "errors",
        "unknown" => "of an unknown type",
        "invalid" => "not understood",
        _ => kind,
    };
}
