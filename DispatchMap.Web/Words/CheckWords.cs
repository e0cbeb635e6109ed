using System.Globalization;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;

namespace DispatchMap.Web.Words;

/// <summary>A connection check, step by step, as one says it to an admin.</summary>
internal static class CheckWords
{
    /// <summary>The step's name.</summary>
    public static string Title(CheckStepKind kind) => kind switch
    {
        CheckStepKind.Token => "Token",
        CheckStepKind.LastPositions => "Last positions",
        CheckStepKind.Groups => "Vehicle groups",
        CheckStepKind.CreateStream => "Create stream",
        CheckStepKind.Socket => "WebSocket",
        CheckStepKind.Fields => "Fields recognised",
        _ => "API description",
    };

    /// <summary>The line under the name: what it does, what it found, or what went wrong.</summary>
    public static string Line(CheckReport report, CheckStepKind kind)
    {
        var step = report[kind];
        return step.State switch
        {
            CheckStepState.Waiting => Waiting(kind),
            CheckStepState.NotTried => "Not tried",
            CheckStepState.Running => Running(kind, report.Findings),
            CheckStepState.Failed when step.Problem is { } problem => CheckProblemWords.Sentence(kind, problem),
            CheckStepState.Warning when step.Problem is { } problem => Joined(Result(report, kind), CheckProblemWords.Sentence(kind, problem)),
            _ => Result(report, kind),
        };
    }

    /// <summary><c>84 ms</c>, <c>1 240 ms</c>, from ten seconds on <c>12.4 s</c>.</summary>
    public static string Elapsed(TimeSpan elapsed) => elapsed.TotalSeconds < 10
        ? FeedWords.Count((long)Math.Round(elapsed.TotalMilliseconds)) + "\u202fms"
        : elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "\u202fs";

    /// <summary>A running step: <c>4.4 s of 35</c>.</summary>
    public static string Running(TimeSpan elapsed, TimeSpan limit) => string.Create(
        CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0}\u202fs of {Math.Round(limit.TotalSeconds):0}");

    private static string Waiting(CheckStepKind kind) => kind switch
    {
        CheckStepKind.Fields => "After the first event",
        CheckStepKind.Contract => "At the end, if the vendor offers one",
        _ => "",
    };

    private static string Running(CheckStepKind kind, CheckFindings found) => kind switch
    {
        CheckStepKind.Token => "Asking for a token",
        CheckStepKind.LastPositions => "Reading all pages",
        CheckStepKind.Groups => found.Groups is { } groups ? $"{GroupCount(groups)}, reading the vehicles" : "Looking for the list",
        CheckStepKind.CreateStream => "Asking for a stream",
        CheckStepKind.Socket when found.Socket is { } socket => $"Connected in {Elapsed(socket.Opening)}, waiting for "
            + (socket.Connected ? "the first event or heartbeat" : "the greeting"),
        CheckStepKind.Socket => "Connecting",
        CheckStepKind.Fields => "Looking at what came",
        _ => "Reading it",
    };

    private static string Result(CheckReport report, CheckStepKind kind)
    {
        var found = report.Findings;
        return kind switch
        {
            CheckStepKind.Token when found.Token is { } token => $"Accepted, valid for {Long(token.Lifetime)}",
            CheckStepKind.LastPositions when found.Positions is { } list => Positions(list),
            CheckStepKind.Groups when found.Groups is { } groups => Groups(groups),
            CheckStepKind.CreateStream when found.Stream is { } stream => Stream(report, stream),
            CheckStepKind.Socket when found.Socket is { } socket => Socket(socket),
            CheckStepKind.Fields => Fields(found),
            CheckStepKind.Contract when found.Contract is { } contract => Contract(contract),
            _ => "",
        };
    }

    private static string Positions(ListFindings list) => list.Count == 0 ? "" : Joined(
        $"{FeedWords.Some(list.Count, "vehicle")} on {FeedWords.Some(list.Pages, "page")}",
        list.WithoutPosition > 0 ? $"{FeedWords.Count(list.WithoutPosition)} without a position yet" : "", ", ");

    private static string Groups(GroupFindings groups) => groups switch
    {
        { Path: null } => "The vendor has no group list; everything else works without",
        { Count: 0 } => "No groups",
        { Outside: null } => GroupCount(groups),
        { Outside: 0 } => $"{GroupCount(groups)}, every vehicle in one",
        { Outside: { } outside } => $"{GroupCount(groups)}, {FeedWords.Some(outside, "vehicle")} in none",
    };

    private static string GroupCount(GroupFindings groups) => FeedWords.Some(groups.Count, "group");

    private static string Stream(CheckReport report, StreamFindings stream)
    {
        var scope = FeedWords.Scope(report.Scope, new Dictionary<long, string>());
        return $"Accepted: {char.ToLowerInvariant(scope[0])}{scope[1..]}, every {FeedWords.Count((long)stream.Interval.TotalSeconds)}\u202fs";
    }

    private static string Socket(SocketFindings socket) => $"Connected in {Elapsed(socket.Opening)}"
        + (socket is { First: { } first, FirstAfter: { } after } ? $", first {What(first)} after {Elapsed(after)}" : "");

    private static string What(StreamEventKind kind) => kind switch
    {
        StreamEventKind.Position => "position",
        StreamEventKind.Offline => "vehicle gone offline",
        _ => "heartbeat",
    };

    private static string Fields(CheckFindings found)
    {
        var known = found.Fields.SelectMany(fields => fields.Recognised).Distinct(StringComparer.Ordinal).Count();
        var unknown = found.Fields.Sum(fields => fields.Odd)
            + found.Fields.SelectMany(fields => fields.Unrecognised).Distinct(StringComparer.Ordinal).Count();
        return Joined($"{FeedWords.Some(known, "field")} recognised", unknown > 0 ? $"{FeedWords.Count(unknown)} not" : "", ", ");
    }

    private static string Contract(ContractFindings contract) => contract switch
    {
        { State: ContractState.NotReached } => "Not to be had, so nothing was compared; that is no fault",
        { State: ContractState.NotUnderstood } => "Not understood, so nothing was compared; that is no fault",
        { MissingPaths: [], LackingFields: [], UnknownFields.Length: var more } => Joined(
            "It describes all that is used here", more > 0 ? $"and {FeedWords.Some(more, "field")} of a position that {(more == 1 ? "is" : "are")} not" : "", " "),
        _ => Joined(
            contract.MissingPaths is [] ? "" : "It lacks " + string.Join(", ", contract.MissingPaths),
            contract.LackingFields is [] ? "" : "Its positions lack " + string.Join(", ", contract.LackingFields)),
    };

    /// <summary><c>59 min</c>, <c>40 s</c>, <c>12 h</c>.</summary>
    public static string Long(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{FeedWords.Count(Math.Max(0, (long)time.TotalSeconds))}\u202fs",
        { TotalMinutes: < 100 } => $"{FeedWords.Count((long)time.TotalMinutes)}\u202fmin",
        _ => $"{FeedWords.Count((long)time.TotalHours)}\u202fh",
    };

    private static string Joined(string one, string other, string between = ". ") =>
        one.Length == 0 ? other : other.Length == 0 ? one : one + between + other;
}
