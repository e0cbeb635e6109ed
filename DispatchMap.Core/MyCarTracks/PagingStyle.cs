namespace DispatchMap.Core.MyCarTracks;

/// <summary>How the vendor takes a request for a further page of a list.</summary>
public enum PagingStyle
{
    /// <summary>The list did not show it: it is empty, or reading ended early.</summary>
    Unknown,

    /// <summary><c>offset</c>: items to skip.</summary>
    Offset,

    /// <summary><c>page</c>: pages to skip, the first is 0.</summary>
    Page,

    /// <summary>Every request brings the first page.</summary>
    None,
}
