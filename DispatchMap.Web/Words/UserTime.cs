using System.Globalization;

namespace DispatchMap.Web.Words;

/// <summary>Times of day where the user is.</summary>
public sealed class UserTime(TimeZoneInfo zone)
{
    /// <summary>For a browser that has not said where it is.</summary>
    public static UserTime Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>Takes the browser's word for its zone (an IANA id); anything this machine does not know is UTC.</summary>
    public static UserTime From(string? zoneId) =>
        zoneId is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone) ? new(zone) : Utc;

    /// <summary><c>06:02</c></summary>
    public string Minute(DateTimeOffset at) => Format(at, "HH:mm");

    /// <summary><c>3 Sep 2026</c></summary>
    public string Day(DateTimeOffset at) => Format(at, "d MMM yyyy");

    /// <summary><c>14:21:38</c></summary>
    public string Second(DateTimeOffset at) => Format(at, "HH:mm:ss");

    /// <summary><c>14:21:38</c> when it is the same day for the user, <c>3 Sep 14:21</c> otherwise.</summary>
    public string Near(DateTimeOffset at, DateTimeOffset now) =>
        Local(at).Date == Local(now).Date ? Second(at) : Format(at, "d MMM HH:mm");

    private string Format(DateTimeOffset at, string format) => Local(at).ToString(format, CultureInfo.InvariantCulture);

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);
}
