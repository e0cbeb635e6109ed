using System.Globalization;
using DispatchMap.Core.Feeds;

namespace DispatchMap.Web.Words;

/// <summary>A feed as one says it to a colleague.</summary>
internal static class FeedWords
{
    /// <summary>Group names spelt out before the rest is counted.</summary>
    private const int NamedGroups = 4;

    private static readonly NumberFormatInfo Numbers = new() { NumberGroupSeparator = "\u202f", NumberDecimalSeparator = "." };

    public static string Phase(FeedPhase phase) => phase switch
    {
        FeedPhase.Seeding => "Loading",
        _ => phase.ToString(),
    };

    /// <summary><c>Live since 06:02, 62 vehicles, 14 events a second.</c></summary>
    public static string Sentence(FeedInfo feed, DateTimeOffset now, UserTime time)
    {
        var vehicles = Some(feed.Vehicles, "vehicle");
        var since = time.Near(feed.Status.Since, now);
        return feed.Status.Phase switch
        {
            FeedPhase.Seeding => $"Reading the first positions since {since}.",
            FeedPhase.Connecting => $"Connecting to the stream since {since}, {vehicles} known already.",
            FeedPhase.Live => $"Live since {LiveSince(feed.Status, now, time)}, {vehicles}, {Events(feed.Rates.EventsPerSecond)}.",
            FeedPhase.Stopped => $"Stopped at {since}, {vehicles} known.",
            var phase => $"{Phase(phase)} since {since}, {vehicles} {(feed.Vehicles == 1 ? "stands" : "stand")} still{AsOf(feed.Status, now, time)}.",
        };
    }

    /// <param name="groups">Names of groups by id, as far as they are known. Untrusted text.</param>
    public static string Scope(Scope scope, IReadOnlyDictionary<long, string> groups)
    {
        if (scope.VehicleIds is { Length: > 0 and var vehicles })
            return Some(vehicles, "chosen vehicle");
        if (scope.GroupIds is not { Length: > 0 and var count } ids)
            return "All vehicles";
        var names = ids.Take(count > NamedGroups ? NamedGroups - 1 : count)
            .Select(id => groups.TryGetValue(id, out var name) && !string.IsNullOrWhiteSpace(name) ? name : string.Create(CultureInfo.InvariantCulture, $"no. {id}"))
            .ToList();
        if (count > names.Count)
            names.Add($"{Count(count - names.Count)} more");
        var title = count == 1 ? "Group " : "Groups ";
        return title + (names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}");
    }

    public static string ScopeDetail(Scope scope) =>
        $"{(scope.IncludeShared ? "with" : "without")} vehicles shared with us, at most every {Count(scope.MinIntervalSeconds)}\u202fs";

    /// <summary><c>Until then 2 feeds keep the old one, vendor.example.</c></summary>
    public static string Kept(ConnectionChange change) =>
        $"Until then {Some(change.Feeds, "feed")} {(change.Feeds == 1 ? "keeps" : "keep")} the old one{(change.From == change.To ? "" : ", " + change.From)}.";

    /// <summary><c>1 vehicle</c>, <c>62 vehicles</c>.</summary>
    public static string Some(long count, string what) => $"{Count(count)} {what}{(count == 1 ? "" : "s")}";

    /// <summary><c>1 240</c></summary>
    public static string Count(long count) => count.ToString("N0", Numbers);

    /// <summary>Events a second: <c>14</c>, <c>1.4</c>, <c>0</c>.</summary>
    public static string Rate(double perSecond) => perSecond >= 9.95 ? Count((long)Math.Round(perSecond)) : perSecond.ToString("0.0", Numbers);

    /// <summary>A measured time: <c>1.8 s</c>, from ten seconds on an age as everywhere.</summary>
    public static string Seconds(TimeSpan? time) => time switch
    {
        null => "–",
        { TotalSeconds: < 9.95 } short_ => short_.TotalSeconds.ToString("0.0", Numbers) + "\u2009s",
        { } long_ => AgeText.Of(TimeSpan.FromSeconds(Math.Round(long_.TotalSeconds))),
    };

    /// <summary>The vendor's clock against ours: <c>+0.1 s</c>, <c>−2 m 05</c>.</summary>
    public static string Offset(TimeSpan offset) => (offset < TimeSpan.FromSeconds(-0.05) ? "−" : "+") + Seconds(offset.Duration());

    private static string Events(double perSecond) => perSecond switch
    {
        0 => "no events in the last minute",
        < 0.95 => Some((long)Math.Max(1, Math.Round(perSecond * 60)), "event") + " a minute",
        _ => Some((long)Math.Round(perSecond), "event") + " a second",
    };

    private static string LiveSince(FeedStatus status, DateTimeOffset now, UserTime time) =>
        status.LiveSince is { } since && now - since < TimeSpan.FromHours(20) ? time.Minute(since) : time.Near(status.LiveSince ?? status.Since, now);

    private static string AsOf(FeedStatus status, DateTimeOffset now, UserTime time) =>
        status.TruthAt is { } truth ? $" as of {time.Near(truth, now)}" : "";
}
