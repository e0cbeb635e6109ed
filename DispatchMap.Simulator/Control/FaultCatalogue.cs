using System.Globalization;
using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Simulator.Control;

/// <summary>The faults that people can switch by name.</summary>
internal static class FaultCatalogue
{
    public static readonly NamedFault[] All =
    [
        new("drop", "", "cuts all sockets", (faults, _) => $"Dropped {faults.DropSockets()} sockets."),
        new("close", "?code=1011&reason=", "closes all sockets with a code", Close),
        new("silent", "?on=true|false", "sockets stay open and say nothing", (faults, arguments) =>
        {
            faults.Silent = arguments.On;
            return OnOff(arguments.On);
        }),
        new("http", "?status=503&call=&times=&retryAfter=&asDate=", "answers with a status; all calls, until cleared", Http),
        new("slow", "?seconds=10&call=&times=", "answers late", (faults, arguments) =>
            Fail(faults, arguments, HttpFault.Slow(TimeSpan.FromSeconds(arguments.Required("seconds"))))),
        new("reset", "?call=&times=", "resets the connection", (faults, arguments) => Fail(faults, arguments, HttpFault.Reset())),
        new("expire-token", "", "the access token runs out now", (faults, _) =>
        {
            faults.ExpireToken();
            return "The next use of the token is refused.";
        }),
        new("revoke-token", "", "the access token is withdrawn now", (faults, _) =>
        {
            faults.RevokeToken();
            return "The next use of the token is refused.";
        }),
        new("stream-limit", "?count=1", "refuses more streams than that; no count: any number", (faults, arguments) =>
        {
            faults.StreamLimit = arguments.Number("count");
            return $"Streams allowed: {faults.StreamLimit?.ToString(CultureInfo.InvariantCulture) ?? "any number"}.";
        }),
        new("newest-stream-only", "?on=true|false", "a stream that opens closes all others", (faults, arguments) =>
        {
            faults.NewestStreamOnly = arguments.On;
            return OnOff(arguments.On);
        }),
        new("stream-lifetime", "?seconds=30", "lifetime of streams created from now on", (faults, arguments) =>
        {
            faults.StreamLifetime = arguments.Number("seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            return $"Lifetime of new streams: {faults.StreamLifetime?.ToString() ?? "as configured"}.";
        }),
        new("error", "?code=internal_error&message=", "sends an error event", (faults, arguments) =>
            $"Sent on {faults.SendError(arguments.Text("code") ?? "internal_error", arguments.Text("message") ?? "Something went wrong")} sockets."),
        Events("malformed", EventFaults.Malformed, "no JSON ahead of each position"),
        Events("truncated", EventFaults.Truncated, "half a message ahead of each position"),
        Events("duplicate", EventFaults.Duplicate, "each position twice"),
        Events("out-of-order", EventFaults.OutOfOrder, "an older position after each"),
        Events("future-dated", EventFaults.FutureDated, "a position dated an hour ahead after each"),
        Events("oversized", EventFaults.Oversized, "2 MiB in one message, once a second"),
        Events("unknown-type", EventFaults.UnknownType, "an event of an unknown type ahead of each position"),
        Events("error-events", EventFaults.Error, "an error event ahead of each position"),
        Events("invalid-values", EventFaults.InvalidValues, "impossible values ahead of each position"),
        Events("fragmented", EventFaults.Fragmented, "each position in two WebSocket frames"),
        Events("html-names", EventFaults.HtmlNames, "names with HTML in them"),
    ];

    private static NamedFault Events(string name, EventFaults fault, string description) =>
        new(name, "?on=true|false", description, (faults, arguments) =>
        {
            faults.Events = arguments.On ? faults.Events | fault : faults.Events & ~fault;
            return OnOff(arguments.On);
        });

    private static string Close(Faults faults, FaultArguments arguments)
    {
        var code = arguments.Number("code") ?? 1011;
        return $"Closed {faults.CloseSockets(code, arguments.Text("reason"))} sockets with {code}.";
    }

    private static string Http(Faults faults, FaultArguments arguments)
    {
        var status = arguments.Number("status") ?? 503;
        return Fail(faults, arguments, arguments.Number("retryAfter") is { } seconds
            ? HttpFault.Status(status, TimeSpan.FromSeconds(seconds), arguments.Text("asDate") == "true")
            : HttpFault.Status(status));
    }

    private static string Fail(Faults faults, FaultArguments arguments, HttpFault fault)
    {
        var times = arguments.Number("times");
        if (arguments.Call is { } call)
            faults.Fail(call, fault, times);
        else
            faults.FailAll(fault, times);
        return times is null ? "On until cleared." : $"On for {times} requests.";
    }

    private static string OnOff(bool on) => on ? "On until cleared." : "Off.";
}
