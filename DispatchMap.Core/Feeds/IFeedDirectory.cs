namespace DispatchMap.Core.Feeds;

/// <summary>The way to a feed: here in this process today, anywhere in a cluster tomorrow.</summary>
public interface IFeedDirectory
{
    /// <summary>
    /// Takes a share in the scope's feed, starting it when nobody else has one. Returns at once: the feed may still be
    /// Seeding. Dispose the lease to let go.
    /// </summary>
    Task<IFeedLease> AcquireAsync(Scope scope, CancellationToken cancellationToken);
}
