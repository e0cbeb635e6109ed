namespace DispatchMap.Core.MyCarTracks;

/// <summary>What reading a paged list brought.</summary>
/// <param name="Complete">
/// False when reading stopped before the end (a later page failed, a bound was reached, the vendor counts more), when the list
/// got shorter meanwhile, or when an item could not be read at all: absence then proves nothing.
/// </param>
/// <param name="Rejected">Items left out because they could not be understood, and items kept without their position for that reason.</param>
/// <param name="Failure">Why a later page could not be read, when that is why it is not complete and another attempt may bring more.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, bool Complete, int Rejected = 0, UpstreamException? Failure = null)
{
    /// <summary>How many pages were asked for.</summary>
    public int Requests { get; init; } = 1;
}
