using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Feeds;

/// <summary>A share in a feed. All members may be used from any thread until it is disposed.</summary>
public interface IFeedLease : IAsyncDisposable
{
    /// <summary>What the feed asks for.</summary>
    Scope Scope { get; }

    /// <summary>How the feed is doing now.</summary>
    FeedStatus Status { get; }

    /// <summary>The fleet as this node knows it.</summary>
    IFleetView Fleet { get; }

    /// <summary>
    /// Completes as soon as the fleet's version is above <paramref name="sinceVersion"/>; freezing and thawing count as a change.
    /// </summary>
    Task WaitForChangeAsync(long sinceVersion, CancellationToken cancellationToken);

    /// <summary>Cuts the present wait short, once. Does nothing when no attempt is waiting.</summary>
    void RetryNow();
}
