namespace DispatchMap.Simulator;

/// <summary>Where the position is within a lastPositions item.</summary>
public enum PositionNesting
{
    /// <summary>Beside the id.</summary>
    Flat,

    /// <summary>In an object <c>position</c>.</summary>
    Position,

    /// <summary>In an object <c>lastPosition</c>.</summary>
    LastPosition,
}
