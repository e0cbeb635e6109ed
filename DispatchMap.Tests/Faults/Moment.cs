namespace DispatchMap.Tests.Faults;

/// <summary>When in a feed's life a fault strikes.</summary>
public enum Moment
{
    /// <summary>The first positions have been asked for and are not there.</summary>
    Seeding,

    /// <summary>The positions are there, the stream has not said <c>connected</c>.</summary>
    Connecting,

    /// <summary>The stream runs and everything has been read.</summary>
    Live,

    /// <summary>The stream runs and the next one is being opened beside it.</summary>
    Rotating,
}
