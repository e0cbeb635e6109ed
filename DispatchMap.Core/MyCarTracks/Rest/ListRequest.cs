using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>A list to read.</summary>
/// <param name="Action">What is tried, to begin a sentence: "Reading vehicles".</param>
internal sealed record ListRequest<T>(
    UpstreamAccount Account, string Path, string Action, PagingMemory Memory, ItemReader<T> ReadItem, Func<T, long> IdOf)
    where T : class;
