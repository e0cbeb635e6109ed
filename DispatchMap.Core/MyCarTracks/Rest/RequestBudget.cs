using System.Threading.RateLimiting;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>
/// How many requests one account may send: a token bucket that is full at first and refills evenly. Whoever finds it empty waits,
/// first come first served; only when too many wait already is a request refused.
/// </summary>
/// <remarks>
/// The framework's own token bucket counts by the machine's stopwatch, which no test can move. Its concurrency limiter knows no
/// time but has the same fair, bounded, cancellable queue: here a permit in use is a token spent, and giving it back refills.
/// </remarks>
internal sealed class RequestBudget : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<RateLimitLease> _spent = new();
    private readonly ConcurrencyLimiter _tokens;
    private readonly TimeProvider _time;
    private readonly long _perToken;
    private readonly ITimer _refill;
    private long _refilledAt;

    /// <param name="tokens">Requests in <paramref name="window"/>, 1 or more.</param>
    /// <param name="maxWaiting">How many may wait at a time.</param>
    public RequestBudget(int tokens, TimeSpan window, int maxWaiting, TimeProvider time)
    {
        (Limit, Window, _time) = (tokens, window, time);
        _perToken = Math.Max(1, (long)(window.TotalSeconds / tokens * time.TimestampFrequency));
        _tokens = new(new() { PermitLimit = tokens, QueueLimit = maxWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
        _refill = time.CreateTimer(_ => Refill(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What a full bucket holds.</summary>
    public int Limit { get; }

    /// <summary>The time in which an empty bucket is full again.</summary>
    public TimeSpan Window { get; }

    /// <summary>Requests that could be sent at once.</summary>
    public int Left
    {
        get
        {
            Refill();
            return (int)(_tokens.GetStatistics()?.CurrentAvailablePermits ?? 0);
        }
    }

    /// <summary>Requests that wait for a token.</summary>
    public int Waiting => (int)(_tokens.GetStatistics()?.CurrentQueuedCount ?? 0);

    /// <summary>Waits for a token and spends it. The lease is not acquired when too many wait already.</summary>
    public async ValueTask<RateLimitLease> SpendAsync(CancellationToken cancellationToken)
    {
        Refill();
        var coming = _tokens.AcquireAsync(1, cancellationToken);
        if (!coming.IsCompleted)
            Refill(); // Sets the timer, now that somebody waits.
        var lease = await coming;
        if (!lease.IsAcquired)
            return lease;

        lock (_gate)
        {
            if (_spent.Count == 0)
                _refilledAt = _time.GetTimestamp(); // A full bucket does not save up for more.
            _spent.Enqueue(lease);
        }

        if (Waiting > 0)
            Refill(); // It was spent after the timer had looked for something to give back.
        return new Spent();
    }

    public void Dispose()
    {
        _refill.Dispose();
        _tokens.Dispose();
    }

    private void Refill()
    {
        List<RateLimitLease> due = [];
        lock (_gate)
        {
            var elapsed = _time.GetTimestamp() - _refilledAt;
            for (; _spent.Count > 0 && elapsed >= _perToken; elapsed -= _perToken)
            {
                due.Add(_spent.Dequeue());
                _refilledAt += _perToken;
            }

            // Without anybody waiting it is enough to look when the next one comes.
            if (_spent.Count > 0 && Waiting > due.Count)
                _refill.Change(_time.GetElapsedTime(elapsed, _perToken), Timeout.InfiniteTimeSpan);
        }

        // Outside the lock: giving a token back may run whoever waited for it.
        foreach (var lease in due)
            lease.Dispose();
    }

    /// <summary>Whoever spends a token has nothing to give back.</summary>
    private sealed class Spent : RateLimitLease
    {
        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
