namespace DispatchMap.Core.Feeds;

/// <summary>Exponential waits with full jitter: anywhere between nothing and a limit that doubles up to a cap.</summary>
/// <param name="random">A number from 0 up to but not including 1.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan max, Func<double> random)
{
    private int _attempts;

    public TimeSpan Next()
    {
        // 2^30 seconds is beyond any cap; the bound keeps the power finite.
        var limit = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(_attempts++, 30)), max.TotalSeconds);
        return TimeSpan.FromSeconds(limit * random());
    }

    public void Reset() => _attempts = 0;
}
