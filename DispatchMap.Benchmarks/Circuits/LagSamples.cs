namespace DispatchMap.Benchmarks.Circuits;

/// <summary>Times between a report's sending by the vendor and the arrival of the frame with it, in ms. Safe from any thread.</summary>
internal sealed class LagSamples(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<long> _lags = [];

    public void Clear()
    {
        lock (_gate)
            _lags.Clear();
    }

    public void Add(IReadOnlyList<long> recorded)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            foreach (var at in recorded)
                _lags.Add(now - at);
        }
    }

    /// <summary>All since <see cref="Clear"/>, in order.</summary>
    public long[] Take()
    {
        lock (_gate)
            return [.. _lags.Order()];
    }

    /// <summary>0 to 1 to ms; NaN without samples.</summary>
    public static double Percentile(long[] sorted, double part) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];
}
