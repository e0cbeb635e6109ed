namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>What one list turned out to look like while it was read.</summary>
internal sealed class ListShape
{
    /// <summary>Pages that brought something new.</summary>
    public int Pages { get; private set; }

    /// <summary>Items of the longest page.</summary>
    public int LongestPage { get; private set; }

    /// <summary>How many items the vendor says there are; null when it does not say.</summary>
    public long? Total { get; private set; }

    /// <summary>What the array is called; null when it stands alone.</summary>
    public string? Envelope { get; private set; }

    /// <summary>How further pages are asked for.</summary>
    public PagingStyle Paging { get; set; }

    public void Add<T>(Wire.ListPage<T> page)
    {
        Pages++;
        LongestPage = Math.Max(LongestPage, page.Length);
        (Total, Envelope) = (page.Total ?? Total, page.Envelope ?? Envelope);
    }
}
