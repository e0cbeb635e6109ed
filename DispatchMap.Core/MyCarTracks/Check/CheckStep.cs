namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>One step of a connection check. What it found is in <see cref="CheckReport.Findings"/>.</summary>
/// <param name="StartedAt">By our clock; null while it waits.</param>
/// <param name="Limit">After which the step is given up; null while it waits.</param>
/// <param name="Elapsed">Null until it is over.</param>
/// <param name="Problem">Only with <see cref="CheckStepState.Warning"/> and <see cref="CheckStepState.Failed"/>.</param>
public sealed record CheckStep(
    CheckStepKind Kind,
    CheckStepState State = CheckStepState.Waiting,
    DateTimeOffset? StartedAt = null,
    TimeSpan? Limit = null,
    TimeSpan? Elapsed = null,
    CheckProblem? Problem = null)
{
    /// <summary>Whether nothing will change it any more.</summary>
    public bool IsOver => State is not (CheckStepState.Waiting or CheckStepState.Running);
}
