namespace DispatchMap.Core.Feeds;

/// <summary>A scope's feed in the directory, which guards it: only <see cref="Feed"/> is for everyone.</summary>
internal sealed class FeedEntry(ViewFeed feed)
{
    private ViewFeed _feed = feed;

    /// <summary>The feed that readers see.</summary>
    public ViewFeed Feed => Volatile.Read(ref _feed);

    /// <summary>The feed that is to take its place, on another connection; null when there is none.</summary>
    public ViewFeed? Next { get; set; }

    public int Leases { get; set; }

    /// <summary>Counts the comings and goings, to tell a timer of an earlier time.</summary>
    public int Turn { get; set; }

    public ITimer? Linger { get; set; }

    /// <summary>Shows readers another feed from now on.</summary>
    /// <returns>The one that they saw before.</returns>
    public ViewFeed Show(ViewFeed next)
    {
        var before = Feed;
        next.TakeOver(before);
        Volatile.Write(ref _feed, next);
        next.FollowOn(before);
        Next = null;
        return before;
    }

    /// <summary>Ends it for good.</summary>
    /// <returns>The feeds to let go of.</returns>
    public ViewFeed[] Close()
    {
        Linger?.Dispose();
        ViewFeed[] all = Next is { } next ? [Feed, next] : [Feed];
        Next = null;
        return all;
    }

    public void RetryNow()
    {
        Feed.RetryNow();
        Next?.RetryNow();
    }

    public FeedInfo Info()
    {
        var feed = Feed;
        var streams = feed.Streams + (Next is { } next && next.Body != feed.Body ? next.Streams : 0);
        return new(feed.Scope, feed.Fleet.Epoch, feed.Status, Leases, feed.Fleet.Count, feed.Counts, feed.Rates, streams);
    }
}
