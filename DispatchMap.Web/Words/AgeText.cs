using System.Globalization;

namespace DispatchMap.Web.Words;

/// <summary>Ages and durations as a dispatcher reads them: <c>8 s</c>, <c>2 m 41</c>, <c>25 m</c>, <c>16 h 12</c>, <c>3 d</c>.</summary>
internal static class AgeText
{
    /// <summary>Keeps number and unit together and lets the column stay narrow.</summary>
    private const char Thin = '\u2009';

    /// <summary>A negative age (the vendor's clock is a guess of some milliseconds) reads as 0 s.</summary>
    public static string Of(TimeSpan age)
    {
        var seconds = Math.Max(0, (long)age.TotalSeconds);
        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
        return seconds switch
        {
            < 60 => Invariant($"{seconds}{Thin}s"),
            < 600 => Invariant($"{minutes}{Thin}m{Thin}{seconds % 60:00}"),
            < 3600 => Invariant($"{minutes}{Thin}m"),
            < 2 * 86400 => Invariant($"{hours}{Thin}h{Thin}{minutes % 60:00}"),
            _ => Invariant($"{days}{Thin}d"),
        };
    }

    /// <summary>From one to the other: <c>3 s</c>, <c>2–4 s</c>, <c>40 s – 1 m 20</c>.</summary>
    public static string Range(TimeSpan low, TimeSpan high)
    {
        var (from, to) = (Of(low), Of(high));
        return from == to ? to : high.TotalSeconds < 60 ? $"{from[..^2]}–{to}" : $"{from} – {to}";
    }

    /// <summary>A running stopwatch of fixed width: <c>00:32</c>, <c>1:02:07</c>.</summary>
    public static string Stopwatch(TimeSpan elapsed)
    {
        var seconds = Math.Max(0, (long)elapsed.TotalSeconds);
        return seconds < 3600
            ? Invariant($"{seconds / 60:00}:{seconds % 60:00}")
            : Invariant($"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>A countdown: rounded up, so that it never says 0 s while there is something left to wait for.</summary>
    public static string Countdown(TimeSpan left) => Of(TimeSpan.FromSeconds(Math.Ceiling(Math.Max(0, left.TotalSeconds))));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
