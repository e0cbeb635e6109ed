using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Feeds;

/// <summary>A share in a feed of this process.</summary>
/// <param name="letGo">Called once, by the first dispose.</param>
internal sealed class FeedLease(ViewFeed feed, Action letGo) : IFeedLease
{
    private int _disposed;

    public Scope Scope => feed.Scope;

    public FeedStatus Status => feed.Status;

    public IFleetView Fleet => feed.Fleet;

    public Task WaitForChangeAsync(long sinceVersion, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return feed.Fleet.WaitForChangeAsync(sinceVersion, cancellationToken);
    }

    public void RetryNow() => feed.RetryNow();

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            letGo();
        return ValueTask.CompletedTask;
    }
}
