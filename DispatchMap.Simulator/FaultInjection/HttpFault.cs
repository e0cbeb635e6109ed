using System.Globalization;

namespace DispatchMap.Simulator.FaultInjection;

/// <summary>What happens to a request instead of its answer, or before it.</summary>
public sealed record HttpFault
{
    private HttpFault()
    {
    }

    /// <summary>The status to answer with; null when the connection is reset, or when the real answer follows after <see cref="Delay"/>.</summary>
    public int? StatusCode { get; private init; }

    /// <summary>Whether the connection is reset.</summary>
    public bool ResetsConnection { get; private init; }

    /// <summary>How long to wait first.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>A page of HTML instead of what was asked for, as a portal or a proxy in between sends it; null for none.</summary>
    public string? Html { get; private init; }

    internal Func<DateTimeOffset, string>? RetryAfter { get; private init; }

    /// <summary>Answers with a status, 400 to 599.</summary>
    public static HttpFault Status(int statusCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        return new() { StatusCode = statusCode };
    }

    /// <summary>Answers with a status and <c>Retry-After</c>, in whole seconds or as a date.</summary>
    public static HttpFault Status(int statusCode, TimeSpan retryAfter, bool asDate = false) => Status(statusCode) with
    {
        RetryAfter = asDate
            ? now => (now + retryAfter).ToString("r", CultureInfo.InvariantCulture)
            : _ => Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The right answer, late by the emulator's clock.</summary>
    public static HttpFault Slow(TimeSpan delay) => new() { Delay = delay };

    /// <summary>Answers 200 with a page of HTML.</summary>
    public static HttpFault Page(string html = "<!doctype html><html><body><h1>Welcome</h1></body></html>") => new() { Html = html };

    /// <summary>No answer at all: the connection is reset.</summary>
    public static HttpFault Reset() => new() { ResetsConnection = true };
}
