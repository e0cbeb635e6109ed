namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>What a list looks like.</summary>
/// <param name="Count">Items that were understood.</param>
/// <param name="Rejected">Items left out, and items kept without their position, because they were not understood.</param>
/// <param name="Complete">Whether it was read to its end, and whole.</param>
/// <param name="Pages">Pages that brought something.</param>
/// <param name="PageLimit">Items asked for per page.</param>
/// <param name="LongestPage">Items of the longest page: less than <paramref name="PageLimit"/> on several pages means that the vendor caps them.</param>
/// <param name="Envelope"><c>data</c>, <c>items</c> or <c>content</c>; null when the array stands alone.</param>
/// <param name="Total">How many items the vendor says there are; null when it does not say.</param>
/// <param name="WithoutPosition">Items without a position.</param>
public sealed record ListFindings(
    int Count, int Rejected, bool Complete, int Pages, int PageLimit, int LongestPage, PagingStyle Paging, string? Envelope, long? Total,
    int WithoutPosition);
