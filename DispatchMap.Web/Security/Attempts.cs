namespace DispatchMap.Web.Security;

/// <summary>
/// Token buckets, one per key: <paramref name="burst"/> attempts at once, then one every <paramref name="every"/>. The framework's
/// count by the machine's stopwatch, which no test can move. Of a bucket only the time is kept at which it will be full again;
/// one that is full needs no memory. Not thread-safe.
/// </summary>
internal sealed class Attempts(int burst, TimeSpan every, int most, TimeProvider time)
{
    private readonly long _every = (long)(every.TotalSeconds * time.TimestampFrequency);
    private readonly Dictionary<string, long> _fullAt = new(StringComparer.Ordinal);

    /// <summary>Buckets that are not full.</summary>
    public int Count => _fullAt.Count;

    /// <summary>Until the next attempt; zero when it may come now.</summary>
    public TimeSpan Wait(string key)
    {
        var now = time.GetTimestamp();
        var wait = _fullAt.GetValueOrDefault(key, now) - now - (burst - 1) * _every;
        return wait <= 0 ? TimeSpan.Zero : time.GetElapsedTime(0, wait);
    }

    public void Spend(string key)
    {
        if (_fullAt.Count >= most)
            Forget();
        var now = time.GetTimestamp();
        _fullAt[key] = Math.Max(now, _fullAt.GetValueOrDefault(key, now)) + _every;
    }

    public void GiveBack(string key)
    {
        if (_fullAt.TryGetValue(key, out var at))
            _fullAt[key] = at - _every;
    }

    public void Clear(string key) => _fullAt.Remove(key);

    /// <summary>Those that are full; if there are none, the half that has been used least.</summary>
    private void Forget()
    {
        var now = time.GetTimestamp();
        foreach (var (key, at) in _fullAt)
            if (at <= now)
                _fullAt.Remove(key);
        if (_fullAt.Count < most)
            return;
        foreach (var key in _fullAt.OrderBy(bucket => bucket.Value).Take(most / 2 + 1).Select(bucket => bucket.Key).ToList())
            _fullAt.Remove(key);
    }
}
