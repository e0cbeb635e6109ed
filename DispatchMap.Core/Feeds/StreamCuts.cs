namespace DispatchMap.Core.Feeds;

/// <summary>
/// Tells streams that others displaced from streams that the vendor closed together: one that opens ends one other at most.
/// Guarded by the places.
/// </summary>
internal sealed class StreamCuts(TimeProvider time)
{
    private readonly Queue<long> _opened = new();
    private long _since;
    private int _cuts;
    private int _causes;

    /// <summary>A stream has opened.</summary>
    public void Opened()
    {
        Forget();
        _opened.Enqueue(time.GetTimestamp());
        _causes++;
    }

    /// <summary>A stream was cut short.</summary>
    /// <param name="opening">Streams that are about to open. What is opened anew after a cut is not its cause before it is open.</param>
    /// <returns>Whether more have been cut within a short while than others can have displaced.</returns>
    public bool AreTooMany(int opening)
    {
        Forget();
        if (_cuts == 0 || !IsRecent(_since))
            (_since, _cuts, _causes) = (time.GetTimestamp(), 0, opening + _opened.Count);
        return ++_cuts > _causes;
    }

    private void Forget()
    {
        while (_opened.TryPeek(out var earliest) && !IsRecent(earliest))
            _opened.Dequeue();
    }

    private bool IsRecent(long at) => time.GetElapsedTime(at) <= StreamPlaces.Together;
}
