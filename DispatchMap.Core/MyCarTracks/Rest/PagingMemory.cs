namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>What reading one list has taught about how the server pages. Racing writers are harmless: it only saves requests.</summary>
internal sealed class PagingMemory
{
    /// <summary>Items to ask for per page.</summary>
    public volatile int Limit = PagedReader.PreferredLimit;

    /// <summary>Whether the server takes <c>page</c> and not <c>offset</c>.</summary>
    public volatile bool ByPage;
}
