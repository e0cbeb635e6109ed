namespace DispatchMap.Simulator;

/// <summary>What stands for an unknown value.</summary>
public enum MissingParts
{
    /// <summary><c>"speed": null</c></summary>
    Null,

    /// <summary>Nothing.</summary>
    Absent,
}
