using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Feeds;

/// <summary>A share in a feed of this process.</summary>
/// <param name="letGo">Called once, by the first dispose.</param>
internal sealed class FeedLease(FeedEntry entry, Action letGo) : IFeedLease
{
    private int _disposed;

    public Scope Scope => entry.Feed.Scope;

    /// <remarks>A feed that another has replaced meanwhile stops: that is not what the reader's does.</remarks>
    public FeedStatus Status
    {
        get
        {
            while (true)
            {
                var feed = entry.Feed;
                var status = feed.Status;
                if (feed == entry.Feed)
                    return status;
            }
        }
    }

    public IFleetView Fleet => entry.Feed.Fleet;

    public Task WaitForChangeAsync(long sinceVersion, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        var feed = entry.Feed;
        var changed = feed.Fleet.WaitForChangeAsync(sinceVersion, cancellationToken);

        // Another feed in its place is a change, and the last word of this one may have been said already.
        return feed == entry.Feed ? changed : Task.CompletedTask;
    }

    public void RetryNow() => entry.RetryNow();

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            letGo();
        return ValueTask.CompletedTask;
    }
}
