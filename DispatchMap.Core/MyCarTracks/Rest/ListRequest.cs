using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>A list to read.</summary>
/// <param name="Action">What is tried, to begin a sentence: "Reading vehicles".</param>
/// <param name="Shape">Takes note of what the list looks like, for whoever wants to know.</param>
internal sealed record ListRequest<T>(
    UpstreamAccount Account, string Path, string Action, PagingMemory Memory, ItemReader<T> ReadItem, Func<T, long> IdOf,
    ListShape? Shape = null)
    where T : class;
