namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>How a step ended.</summary>
internal readonly record struct StepOutcome(CheckStepState State, CheckProblem? Problem = null)
{
    public static StepOutcome Passed { get; } = new(CheckStepState.Passed);

    public static StepOutcome Warning(CheckCause cause) => new(CheckStepState.Warning, new(cause));

    public static StepOutcome Failed(CheckProblem problem) => new(CheckStepState.Failed, problem);

    /// <summary>A warning for the first that is true, or passed.</summary>
    public static StepOutcome WarnIf(params ReadOnlySpan<(bool IsSo, CheckCause Cause)> doubts)
    {
        foreach (var (isSo, cause) in doubts)
        {
            if (isSo)
                return Warning(cause);
        }

        return Passed;
    }

    /// <summary>Whether nothing that follows could work either: whoever we are talking to, it is not there or does not want us.</summary>
    public bool EndsAll => Problem is { } problem && State == CheckStepState.Failed && (problem.Cause, problem.Failure) switch
    {
        (CheckCause.Upstream, UpstreamFailure.Forbidden or UpstreamFailure.Refused or UpstreamFailure.ServerError or UpstreamFailure.BadReply) => false,
        (CheckCause.ItemsNotUnderstood, _) => false,
        _ => true,
    };
}
