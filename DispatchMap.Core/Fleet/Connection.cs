namespace DispatchMap.Core.Fleet;

/// <summary>How fresh our knowledge of a vehicle is. The numbers are part of the frame format.</summary>
public enum Connection : byte
{
    /// <summary>Reports arrive in time.</summary>
    Live = 0,

    /// <summary>A report or two are missing.</summary>
    Delayed = 1,

    /// <summary>No report for minutes.</summary>
    Stale = 2,

    /// <summary>No report for long, or the vendor said so and nothing newer came.</summary>
    Offline = 3,

    /// <summary>No position at all.</summary>
    NeverSeen = 4,
}
