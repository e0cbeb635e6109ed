namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>Where a step of a connection check is.</summary>
public enum CheckStepState
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Well.</summary>
    Passed,

    /// <summary>It works, but somebody should look at it.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,

    /// <summary>An earlier step failed, or somebody stopped the check.</summary>
    NotTried,
}
