namespace DispatchMap.Core.Frames;

/// <summary>
/// The slots in the order of their last news, so that what has happened since a version is found without looking at all of
/// them: a chain through arrays, the newest first. Not thread-safe.
/// </summary>
internal sealed class SlotHistory
{
    private const int None = -1;

    /// <summary>Browsers lag behind by few versions.</summary>
    public const int MaxKept = 32;

    private readonly Dictionary<long, int[]> _kept = [];
    private int _newest = None;

    /// <summary>The version of the last news; 0 for a slot that has never had any.</summary>
    private long[] _version = [];
    private int[] _older = [];
    private int[] _newer = [];

    /// <summary>Makes room for slots below this.</summary>
    public void Grow(int length)
    {
        Array.Resize(ref _version, length);
        Array.Resize(ref _older, length);
        Array.Resize(ref _newer, length);
    }

    /// <summary>There is news of the slot in this version, which is the newest.</summary>
    public void Note(int slot, long version)
    {
        _kept.Clear();
        if (slot != _newest)
        {
            if (_version[slot] > 0)
                Unlink(slot);
            (_older[slot], _newer[slot]) = (_newest, None);
            if (_newest != None)
                _newer[_newest] = slot;
            _newest = slot;
        }

        _version[slot] = version;
    }

    /// <summary>The slots with news since a version, in order. The same list for all who ask before there is more.</summary>
    public int[] Since(long version)
    {
        if (_kept.TryGetValue(version, out var kept))
            return kept;
        var slots = new List<int>();
        for (var slot = _newest; slot != None && _version[slot] > version; slot = _older[slot])
            slots.Add(slot);
        slots.Sort();
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        return _kept[version] = [.. slots];
    }

    /// <summary>Takes a slot other than the newest out of the chain.</summary>
    private void Unlink(int slot)
    {
        var (older, newer) = (_older[slot], _newer[slot]);
        _older[newer] = older;
        if (older != None)
            _newer[older] = newer;
    }
}
