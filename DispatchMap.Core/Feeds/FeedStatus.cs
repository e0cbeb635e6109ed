namespace DispatchMap.Core.Feeds;

/// <summary>How a feed is doing, as one immutable piece of data.</summary>
/// <param name="Since">When the phase began, by our clock.</param>
/// <param name="LastMessageAt">When the last message of any kind came, by our clock; null before the first.</param>
/// <param name="TruthAt">What the vendor's clock said at the last message: the "as of" of everything shown. Null before the first truth.</param>
/// <param name="NextAttemptAt">When the next attempt starts, by our clock; null when none is waiting.</param>
/// <param name="Reason">Why it is Interrupted or Blocked, in plain words for a person; null otherwise.</param>
/// <param name="VendorClockOffset">The vendor's clock minus ours.</param>
/// <param name="LiveSince">When the feed became Live, by our clock; null unless it is Live. A rotation does not reset it.</param>
/// <param name="Shedding">What the feed cannot take all of, in plain words: vehicles or messages; null when it takes everything in time.</param>
/// <param name="Throttled">Whether it is frozen while requests wait for the account's budget: then an attempt under way takes its time.</param>
public sealed record FeedStatus(
    FeedPhase Phase,
    DateTimeOffset Since,
    DateTimeOffset? LastMessageAt = null,
    DateTimeOffset? TruthAt = null,
    DateTimeOffset? NextAttemptAt = null,
    string? Reason = null,
    TimeSpan VendorClockOffset = default,
    DateTimeOffset? LiveSince = null,
    string? Shedding = null,
    bool Throttled = false)
{
    /// <summary>Whether vehicle states stand still because the feed cannot vouch for them.</summary>
    public bool Frozen => Phase is FeedPhase.Interrupted or FeedPhase.Blocked or FeedPhase.Stopped;
}
