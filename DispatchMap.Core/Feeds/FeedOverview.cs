namespace DispatchMap.Core.Feeds;

/// <summary>All feeds of this process at one moment.</summary>
/// <param name="Feeds">By scope key.</param>
/// <param name="Budget">The account's request budget; null while no account is configured.</param>
public sealed record FeedOverview(IReadOnlyList<FeedInfo> Feeds, BudgetInfo? Budget = null)
{
    public int Leases => Feeds.Sum(feed => feed.Leases);

    public int Streams => Feeds.Sum(feed => feed.Streams);
}
