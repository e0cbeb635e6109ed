namespace DispatchMap.Core.MyCarTracks;

/// <summary>What reading a paged list brought.</summary>
/// <param name="Complete">
/// False when reading stopped before the end (a later page failed, or the page limit was reached): absence then proves nothing.
/// </param>
/// <param name="Rejected">Items that could not be understood and were left out.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, bool Complete, int Rejected = 0);
