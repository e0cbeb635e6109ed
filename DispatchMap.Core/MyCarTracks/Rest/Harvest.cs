using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>What the pages of a list have brought so far, every id once.</summary>
internal sealed class Harvest<T>(Func<T, long> idOf)
    where T : class
{
    private readonly Dictionary<long, T> _items = [];
    private int _rejected;
    private int _leftOut;
    private long _total;
    private bool _shrank;

    /// <summary>Distinct items.</summary>
    public int Count => _items.Count;

    /// <summary>Items on the pages that brought something, understood or not: where the next page begins.</summary>
    public int Received { get; private set; }

    /// <summary>Pages that were asked for.</summary>
    public int Requests { get; set; } = 1;

    /// <summary>Why the next page could not be read this time.</summary>
    public UpstreamException? Failure { get; set; }

    /// <summary>Whether the page brought an id that is new; one that did not leaves no trace.</summary>
    public bool Add(ListPage<T> page)
    {
        var before = Count;
        foreach (var item in page.Items)
            _items.TryAdd(idOf(item), item);
        if (Count == before && Received > 0)
            return false;

        Received += page.Length;
        _rejected += page.Rejected;
        _leftOut += page.Length - page.Items.Count;

        // Where items have gone the rest moves up, and some are passed over at the end of a page. Some servers count the page, not the list.
        _shrank |= page.Total < _total && page.Total >= Received;
        _total = page.Total ?? _total;
        return true;
    }

    /// <summary>
    /// The list. Even one read to its end is incomplete when the vendor counts more, when it counted more before, or when an item
    /// could not be read: it may be the very one that seems to be absent.
    /// </summary>
    public Listing<T> ToListing(bool readToEnd) =>
        new([.. _items.Values], readToEnd && _leftOut == 0 && !_shrank && _total <= Count, _rejected, Failure) { Requests = Requests };
}
