namespace DispatchMap.Core.Feeds;

/// <summary>Notes what a feed cannot take: more vehicles than it may hold, or messages faster than it reads them.</summary>
internal sealed class FeedStrain(FeedOptions options, TimeProvider time)
{
    /// <summary>How long a vehicle that was left out is worth a word.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    /// <summary>A socket that has not been empty for this long holds a backlog, not a burst.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    private long _leftOutAt;
    private long _caughtUpAt = time.GetTimestamp();
    private long _busyAt;

    /// <summary>
    /// Whether messages wait to be read. They are then late, so their times say little about the vendor's clock; what a fleet holds
    /// is the newest of each vehicle in any case, and readers are shown no more than one version in a while.
    /// </summary>
    public bool IsBehind => time.GetElapsedTime(Interlocked.Read(ref _caughtUpAt), Interlocked.Read(ref _busyAt)) > Burst;

    /// <summary>What is shed, in plain words; null when all is taken in time.</summary>
    public string? Words =>
        IsBehind ? "The vendor sends faster than this server reads: positions come late, and only the newest of each vehicle counts."
        : Interlocked.Read(ref _leftOutAt) is not 0 and var at && time.GetElapsedTime(at) < Memory
            ? FormattableString.Invariant($"The vendor names more than {options.MaxVehicles} vehicles: further ones are left out.")
            : null;

    /// <summary>Nothing waits to be read.</summary>
    public void CaughtUp() => Interlocked.Exchange(ref _caughtUpAt, time.GetTimestamp());

    /// <summary>A message is taken.</summary>
    /// <param name="timestamp">Now.</param>
    public void Busy(long timestamp) => Volatile.Write(ref _busyAt, timestamp);

    /// <summary>A vehicle was left out.</summary>
    public void LeftOut() => Interlocked.Exchange(ref _leftOutAt, time.GetTimestamp());
}
