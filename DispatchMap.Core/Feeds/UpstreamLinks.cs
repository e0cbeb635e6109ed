using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;

namespace DispatchMap.Core.Feeds;

/// <summary>The link of each connection in use. Not thread-safe.</summary>
/// <param name="reading">Ends the reads under way when the program does.</param>
internal sealed class UpstreamLinks(
    IMyCarTracksClients clients, RequestBudgets budgets, FeedTools tools, PositionKeeper? keeper, CancellationToken reading)
{
    private readonly List<UpstreamLink> _links = [];
    private readonly Dictionary<(Uri BaseUrl, string ClientId), StreamPlaces> _places = [];

    public UpstreamLink Of(UpstreamConnection? connection)
    {
        if (_links.Find(link => link.Connection == connection) is { } known)
            return known;
        var link = New(connection);
        _links.Add(link);
        return link;
    }

    /// <summary>Forgets all links but these.</summary>
    public void KeepOnly(IReadOnlySet<UpstreamLink> used) => _links.RemoveAll(link => !used.Contains(link));

    private UpstreamLink New(UpstreamConnection? connection)
    {
        var client = clients.Of(connection);
        var account = new FeedAccount(tools, connection is null ? null : budgets.Of(connection), PlacesOf(connection));
        var memory = connection is null ? null : keeper?.Open(connection);
        IGroupCatalog groups = new GroupCatalog(client, tools.Options.GroupsMaxAge, tools.Time);
        if (memory is not null)
            groups = new RememberedGroups(groups, memory);
        return new(connection, client, account, groups, new(client, groups, tools.Time, reading), memory);
    }

    /// <summary>How many streams there may be is the account's, whatever its secret.</summary>
    private StreamPlaces PlacesOf(UpstreamConnection? connection)
    {
        if (connection is null)
            return new(tools);
        var key = (connection.BaseUrl, connection.ClientId);
        if (!_places.TryGetValue(key, out var places))
            _places.Add(key, places = new(tools));
        return places;
    }
}
