using System.Collections.Immutable;
using DispatchMap.Core.Feeds;

namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Where a connection check is. Immutable: every change is another report.</summary>
/// <param name="Scope">What the stream is asked for.</param>
/// <param name="Steps">All of them, in the order of <see cref="CheckStepKind"/>.</param>
/// <param name="Elapsed">Since the check began, when this report was made.</param>
public sealed record CheckReport(Scope Scope, ImmutableArray<CheckStep> Steps, CheckFindings Findings, TimeSpan Elapsed)
{
    /// <summary>Whether this is the last report.</summary>
    public bool IsOver => Steps.All(step => step.IsOver);

    /// <summary>The first step that failed; null while none has.</summary>
    public CheckStep? Failed => Steps.FirstOrDefault(step => step.State == CheckStepState.Failed);

    /// <summary>The step of this kind.</summary>
    public CheckStep this[CheckStepKind kind] => Steps[(int)kind];

    /// <summary>The report of a check that was stopped here: what is not over was not tried.</summary>
    public CheckReport Stopped() => this with
    {
        Steps = [.. Steps.Select(step => step.IsOver ? step : new CheckStep(step.Kind, CheckStepState.NotTried))],
    };

    internal static CheckReport Start(Scope scope) =>
        new(scope, [.. Enum.GetValues<CheckStepKind>().Select(kind => new CheckStep(kind))], new CheckFindings(), TimeSpan.Zero);

    internal CheckReport With(CheckStep step) => this with { Steps = Steps.SetItem((int)step.Kind, step) };
}
