namespace DispatchMap.Core.Feeds;

/// <summary>All feeds of this process at one moment.</summary>
/// <param name="Feeds">By scope key.</param>
/// <param name="Account">The account of the connection in force; null when that is not known.</param>
/// <param name="Change">A change of the connection that is under way; null when there is none.</param>
public sealed record FeedOverview(IReadOnlyList<FeedInfo> Feeds, AccountInfo? Account = null, ConnectionChange? Change = null)
{
    public int Leases => Feeds.Sum(feed => feed.Leases);

    public int Streams => Feeds.Sum(feed => feed.Streams);
}
