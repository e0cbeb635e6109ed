namespace DispatchMap.Core.Fleet;

/// <summary>Whether a vehicle moves, as far as anyone can say. The numbers are part of the frame format.</summary>
public enum Motion : byte
{
    /// <summary>No speed was reported, or the report is too old to speak of now.</summary>
    Unknown = 0,

    /// <summary>Above the moving threshold.</summary>
    Moving = 1,

    /// <summary>At or below the moving threshold.</summary>
    Stopped = 2,
}
