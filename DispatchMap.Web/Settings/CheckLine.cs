using System.Collections.Immutable;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Web.Words;

namespace DispatchMap.Web.Settings;

/// <summary>A step of a connection check as an admin reads it.</summary>
public sealed record CheckLine(CheckStepKind Kind, CheckStepState State, string Time, string Text, ImmutableArray<string> Advice)
{
    /// <summary>The steps of a check as they are now.</summary>
    internal static ImmutableArray<CheckLine> Of(CheckReport report, DateTimeOffset now) => [.. report.Steps.Select(step => Of(report, step, now))];

    private static CheckLine Of(CheckReport report, CheckStep step, DateTimeOffset now) => new(
        step.Kind,
        step.State,
        (step.State, step.Elapsed) switch
        {
            (CheckStepState.Running, _) when step is { StartedAt: { } started, Limit: { } limit } => CheckWords.Running(now - started, limit),
            (CheckStepState.NotTried or CheckStepState.Waiting, _) or (_, null) => "",
            (_, { } elapsed) => CheckWords.Elapsed(elapsed),
        },
        CheckWords.Line(report, step.Kind),
        step.Problem is { } problem ? [.. CheckAdvice.For(step.Kind, problem)] : []);
}
