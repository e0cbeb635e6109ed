namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>One page of a list.</summary>
/// <param name="Items">What was understood.</param>
/// <param name="Length">Items on the page, understood or not.</param>
/// <param name="Rejected">Items left out, and positions left out of items that stayed.</param>
/// <param name="Total">How many items the vendor says there are on all pages; null when it does not say.</param>
/// <param name="Envelope">What the array is called; null when it stands alone.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, int Length, int Rejected, long? Total, string? Envelope = null);
