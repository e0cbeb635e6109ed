using System.Collections.Concurrent;
using DispatchMap.Core.Feeds;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>How long feeds were not Live as their readers saw it, whatever lasted so long: mostly the faults themselves.</summary>
internal sealed class Interruptions(TimeProvider time)
{
    private readonly ConcurrentQueue<TimeSpan> _lasted = [];

    public IReadOnlyCollection<TimeSpan> Lasted => _lasted;

    /// <summary>Watches a feed until it is cancelled.</summary>
    public async Task WatchAsync(IFeedLease lease, CancellationToken stop)
    {
        DateTimeOffset? since = null;
        while (true)
        {
            var version = lease.Fleet.Version;
            var status = lease.Status;
            if (status.Phase is FeedPhase.Interrupted or FeedPhase.Blocked)
            {
                since ??= status.Since;
            }
            else if (status.Phase == FeedPhase.Live && since is { } lost)
            {
                _lasted.Enqueue(time.GetUtcNow() - lost);
                since = null;
            }

            await lease.WaitForChangeAsync(version, stop);
        }
    }
}
