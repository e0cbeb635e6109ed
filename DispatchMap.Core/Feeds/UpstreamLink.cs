using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>A connection to the vendor, and what all who use it share. A changed connection, be it only its secret, is another link.</summary>
/// <param name="Connection">Null while nobody has configured one: then every call fails.</param>
/// <param name="Memory">What is remembered of its account; null when nothing is.</param>
internal sealed record UpstreamLink(
    UpstreamConnection? Connection, IMyCarTracksClient Client, FeedAccount Account, IGroupCatalog Groups, AccountLists Lists,
    AccountMemory? Memory)
{
    /// <summary>Whether it is the same account by other credentials: then it is the same fleet.</summary>
    public bool IsSameAccountAs(UpstreamLink other) =>
        Connection is { } mine && other.Connection is { } others && mine.BaseUrl == others.BaseUrl && mine.ClientId == others.ClientId;
}
