namespace DispatchMap.Core.Frames;

/// <summary>What has been encoded and somebody else may ask for. Not thread-safe.</summary>
internal sealed class KeptFrames<TKey, TFrames>
    where TKey : notnull
    where TFrames : class
{
    /// <summary>Browsers lag behind by few versions; one that is further apart is not worth keeping the bytes for.</summary>
    private const int MaxKept = 32;

    /// <summary>A frame says what time it is, so it cannot be shared for longer.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly Dictionary<TKey, (DateTimeOffset At, TFrames Frames)> _kept = [];

    public TFrames? Find(TKey key, DateTimeOffset at) =>
        _kept.TryGetValue(key, out var kept) && (at - kept.At).Duration() < MaxAge ? kept.Frames : null;

    public TFrames Add(TKey key, DateTimeOffset at, TFrames frames)
    {
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[key] = (at, frames);
        return frames;
    }

    public void Clear() => _kept.Clear();
}
