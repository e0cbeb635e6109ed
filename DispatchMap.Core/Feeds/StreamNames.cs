using System.Collections.Concurrent;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// Whom the streams of a group scope have named, and when. That is the vendor's own word on who belongs, and newer than a list of
/// groups that was read before. Safe from any thread.
/// </summary>
internal sealed class StreamNames(TimeProvider time)
{
    private readonly ConcurrentDictionary<long, long> _namedAt = new();

    public void Note(long vehicleId) => _namedAt[vehicleId] = time.GetTimestamp();

    /// <param name="timestamp">Of the same clock.</param>
    public bool HasSince(long vehicleId, long timestamp) => _namedAt.TryGetValue(vehicleId, out var at) && at > timestamp;

    /// <summary>Forgets what a list of groups that was read since says as well.</summary>
    public void Forget(long timestamp)
    {
        foreach (var named in _namedAt)
        {
            // Only if it has not been named again meanwhile.
            if (named.Value <= timestamp)
                _namedAt.TryRemove(named);
        }
    }
}
