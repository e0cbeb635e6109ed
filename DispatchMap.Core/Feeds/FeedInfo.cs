namespace DispatchMap.Core.Feeds;

/// <summary>A feed as whoever looks after the feeds sees it.</summary>
/// <param name="Leases">Who looks at it now; 0 while it lingers.</param>
/// <param name="Streams">Streams open upstream: one, two while one replaces the other, none while it is interrupted.</param>
public sealed record FeedInfo(
    Scope Scope, uint Epoch, FeedStatus Status, int Leases, int Vehicles, FeedCounts Counts, FeedRates Rates, int Streams);
