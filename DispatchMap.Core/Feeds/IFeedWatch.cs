namespace DispatchMap.Core.Feeds;

/// <summary>The feeds as whoever looks after them sees them. Looking starts no feed and keeps none alive.</summary>
public interface IFeedWatch
{
    /// <summary>The feeds as they are now; from any thread.</summary>
    FeedOverview Overview { get; }

    /// <summary>Cuts the scope's present wait short, as a lease would. Does nothing when it has no feed or no attempt is waiting.</summary>
    void RetryNow(Scope scope);
}
