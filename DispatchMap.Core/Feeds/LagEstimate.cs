using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Feeds;

/// <summary>
/// Median and p95 of the lag over the last five minutes. Counts in buckets that each reach a fifth further than the one before,
/// per minute: bounded, nothing is allocated per event, and a figure is at most a tenth off.
/// </summary>
internal sealed class LagEstimate(TimeProvider time)
{
    private const int Minutes = 5;
    private const double Least = 0.1;
    private const double Growth = 1.2;
    private static readonly double LogOfGrowth = Math.Log(Growth);

    /// <summary>Up to two days; what is beyond counts as that.</summary>
    private static readonly int Buckets = BucketOf(2 * 86_400) + 1;

    private readonly Lock _gate = new();
    private readonly SteadyTicks _steady = new(time);
    private readonly int[] _counts = new int[Minutes * Buckets];
    private readonly long[] _minutes = new long[Minutes];

    /// <param name="timestamp">Now.</param>
    public void Add(TimeSpan lag, long timestamp)
    {
        var bucket = Math.Min(BucketOf(lag.TotalSeconds), Buckets - 1);
        lock (_gate)
        {
            var minute = MinuteAt(timestamp);
            var slice = (int)(minute % Minutes);
            if (_minutes[slice] != minute)
            {
                _minutes[slice] = minute;
                Array.Clear(_counts, slice * Buckets, Buckets);
            }

            _counts[slice * Buckets + bucket]++;
        }
    }

    /// <summary>Both null when nothing came in that time.</summary>
    public (TimeSpan? Median, TimeSpan? P95) Read()
    {
        Span<long> sums = stackalloc long[Buckets];
        sums.Clear();
        long total = 0;
        lock (_gate)
        {
            var oldest = MinuteAt(time.GetTimestamp()) - Minutes + 1;
            for (var slice = 0; slice < Minutes; slice++)
            {
                for (var bucket = 0; _minutes[slice] >= oldest && bucket < Buckets; bucket++)
                {
                    sums[bucket] += _counts[slice * Buckets + bucket];
                    total += _counts[slice * Buckets + bucket];
                }
            }
        }

        return total == 0 ? (null, null) : (Quantile(sums, total, 0.5), Quantile(sums, total, 0.95));
    }

    private long MinuteAt(long timestamp) => _steady.At(timestamp) / TimeSpan.TicksPerMinute;

    private static TimeSpan Quantile(ReadOnlySpan<long> sums, long total, double share)
    {
        var rank = (long)Math.Ceiling(total * share);
        var bucket = 0;
        for (var passed = sums[0]; passed < rank; passed += sums[bucket])
            bucket++;

        // The middle of the bucket, as ratios go; the first one holds everything from nothing on.
        return TimeSpan.FromSeconds(bucket == 0 ? Least / 2 : Least * Math.Pow(Growth, bucket - 0.5));
    }

    private static int BucketOf(double seconds) =>
        seconds <= Least ? 0 : 1 + (int)(Math.Log(seconds / Least) / LogOfGrowth);
}
