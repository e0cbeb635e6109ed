namespace DispatchMap.Core.Feeds;

/// <summary>Where a feed is in its life.</summary>
public enum FeedPhase
{
    /// <summary>Reading the first positions; nothing is known yet.</summary>
    Seeding,

    /// <summary>Positions are there, the stream has not said <c>connected</c> yet.</summary>
    Connecting,

    /// <summary>Connected, and messages arrive in time.</summary>
    Live,

    /// <summary>The stream was lost; states are frozen while the feed tries again.</summary>
    Interrupted,

    /// <summary>Trying again is pointless until an admin changes something.</summary>
    Blocked,

    /// <summary>Let go of; a terminal state.</summary>
    Stopped,
}
