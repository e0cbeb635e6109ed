using System.Globalization;
using DispatchMap.Core.Feeds;

namespace DispatchMap.Web.Words;

/// <summary>Settings and their changes, in words.</summary>
internal static class SettingsWords
{
    private static readonly (StreamFields Field, string Name)[] FieldNames =
    [
        (StreamFields.VehicleName, "name"),
        (StreamFields.Driver, "driver"),
        (StreamFields.Speed, "speed"),
        (StreamFields.Heading, "heading"),
        (StreamFields.OnlineState, "online state"),
    ];

    /// <summary>The fields that can be left out, in the order of the page.</summary>
    public static IReadOnlyList<(StreamFields Field, string Name)> AllFields => FieldNames;

    /// <summary><c>minimum interval, 10 s to 5 s</c>; nothing when nothing has changed.</summary>
    public static IEnumerable<string> Change(string what, string before, string after)
    {
        if (before != after)
            yield return $"{what}, {Shown(before)} to {Shown(after)}";
    }

    /// <summary>A change of the connection that is under way, or does not get through.</summary>
    public static string Change(ConnectionChange change, UserTime time)
    {
        var left = $"{FeedWords.Some(change.Feeds, "feed")} still {(change.Feeds == 1 ? "runs" : "run")} on the old";
        if (change.Trouble is not { } trouble)
            return $"Switching over: {left} connection until the new one serves it.";
        var what = change.NeedsAdmin ? "The new credentials were refused" : "The new connection does not work yet";
        return $"{what}: {trouble} {left} one." + (change.NextAttemptAt is { } next ? $" Tried again at {time.Second(next)}." : "");
    }

    public static string Seconds(int? seconds) => seconds is { } known ? Number(known) + " s" : "";

    public static string Shared(bool include) => include ? "included" : "left out";

    public static string Fields(StreamFields fields) => fields == StreamFields.All
        ? "all"
        : string.Join(" + ", FieldNames.Where(pair => fields.HasFlag(pair.Field)).Select(pair => pair.Name).Prepend("position"));

    /// <summary><c>90 s</c>, <c>5 min</c>, <c>2 h</c>: the largest unit that it is a whole number of.</summary>
    public static string Span(TimeSpan span) => span.Ticks switch
    {
        var ticks when ticks > 0 && ticks % TimeSpan.TicksPerHour == 0 => Number(span.TotalHours) + " h",
        var ticks when ticks > 0 && ticks % TimeSpan.TicksPerMinute == 0 => Number(span.TotalMinutes) + " min",
        _ => Number(span.TotalSeconds) + " s",
    };

    public static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Shown(string value) => value.Length == 0 ? "nothing" : value;
}
