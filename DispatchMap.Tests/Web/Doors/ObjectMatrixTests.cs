using System.Collections.Frozen;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Groups;
using DispatchMap.Web.People;

namespace DispatchMap.Tests.Web.Doors;

/// <summary>Everybody and every thing: which feeds, groups and attempts are theirs.</summary>
public sealed class ObjectMatrixTests
{
    private static readonly (string Name, Scope Scope)[] Scopes =
    [
        ("all", Scope.All()), ("10", Scope.OfGroups([10])), ("20", Scope.OfGroups([20])), ("10+20", Scope.OfGroups([10, 20])), ("vehicle", Scope.OfVehicles([7])),
    ];

    private static readonly VehicleGroups Groups = new(
        [new(10, "East", 1), new(20, "West", 1)],
        new Dictionary<long, FrozenSet<long>> { [10] = [7], [20] = [8] }.ToFrozenDictionary());

    public static TheoryData<string, string, string, string> Theirs => new()
    {
        // who, feeds, groups, what they see on the page of feeds and may retry there
        { "dispatcher", "all 10 20 10+20 vehicle", "10 20", "" },
        { "restricted-dispatcher", "10", "10", "" },
        { "locked-dispatcher", "", "", "" },
        { "lead", "all 10 20 10+20 vehicle", "10 20", "all 10 20 10+20 vehicle" },
        { "restricted-lead", "10", "10", "10" },
        { "admin", "all 10 20 10+20 vehicle", "10 20", "all 10 20 10+20 vehicle" },
    };

    [Fact]
    public void Table_Everybody_IsInIt() => Assert.Equal(Premises.Everybody.Select(one => one.Name), Theirs.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Theirs))]
    public async Task Feeds_Anybody_GetTheirs(string who, string feeds, string groups, string watched)
    {
        _ = (groups, watched);
        var directory = new FakeFeedDirectory { Answer = scope => new FakeLease(scope) };
        var open = await OpenAsync(scope => new ViewerFeeds(Viewer(who), directory).AcquireAsync(scope, TestContext.Current.CancellationToken));

        Assert.Equal(feeds, open);
        Assert.Equal(feeds, string.Join(' ', Scopes.Where(pair => directory.Scopes.Contains(pair.Scope)).Select(pair => pair.Name)));
    }

    [Theory]
    [MemberData(nameof(Theirs))]
    public async Task Groups_Anybody_SeesTheNamesAndMembersOfTheirs(string who, string feeds, string groups, string watched)
    {
        _ = (feeds, watched);
        var seen = await new ViewerGroups(Viewer(who), new FakeGroupCatalog { Groups = Groups }).GetAsync(TestContext.Current.CancellationToken).Soon();

        Assert.Equal(groups, string.Join(' ', seen.Groups.Select(group => group.GroupId)));
        Assert.Equal(groups, string.Join(' ', seen.Members.Keys.Order()));
    }

    [Theory]
    [MemberData(nameof(Theirs))]
    public async Task Watch_Anybody_SeesCountsAndRetriesTheirs(string who, string feeds, string groups, string watched)
    {
        _ = (feeds, groups);
        var watch = new FakeFeedWatch { Overview = new([.. Scopes.Select(pair => FakeFeedWatch.Feed(FakeFeedWatch.Live, pair.Scope))]) };
        var viewer = new ViewerWatch(Viewer(who), watch);

        Assert.Equal(watched, await OpenAsync(viewer.RetryNowAsync));
        Assert.Equal(watched, string.Join(' ', Scopes.Where(pair => watch.Retried.Contains(pair.Scope)).Select(pair => pair.Name)));
        if (who.Contains("dispatcher", StringComparison.Ordinal))
        {
            await Assert.ThrowsAsync<NotAllowedException>(viewer.OverviewAsync);
            return;
        }

        var seen = await viewer.OverviewAsync().Soon();
        Assert.Equal(watched, string.Join(' ', seen.Feeds.Select(feed => Scopes.Single(pair => pair.Scope.Equals(feed.Scope)).Name)));
        Assert.Equal(3 * seen.Feeds.Count, seen.Leases);
    }

    [Theory]
    [InlineData(null, "all", "10", "20", "10,20")]
    [InlineData("10", "10", "10", null, null)]
    [InlineData("10,20", "10,20", "10", "20", "10,20")]
    [InlineData("", null, null, null, null)]
    public void ScopeOf_LinkWithGroups_IsNeverMoreThanIsOpen(string? only, string? none, string? ten, string? twenty, string? both)
    {
        var viewer = new Viewer("id", "name", Role.Dispatcher, only is null ? null : [.. only.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]);

        Assert.Equal([none, ten, twenty, both], new long[][] { [], [10], [20], [10, 20] }.Select(Ask));

        string? Ask(long[] groups)
        {
            try
            {
                var scope = viewer.ScopeOf([.. groups]);
                return scope.GroupIds.IsEmpty ? "all" : string.Join(',', scope.GroupIds);
            }
            catch (NotAllowedException)
            {
                return null;
            }
        }
    }

    private static async Task<string> OpenAsync(Func<Scope, Task> ask)
    {
        var open = new List<string>();
        foreach (var (name, scope) in Scopes)
        {
            try
            {
                await ask(scope).Soon();
                open.Add(name);
            }
            catch (NotAllowedException)
            {
                // Not theirs.
            }
        }

        return string.Join(' ', open);
    }

    private static CurrentViewer Viewer(string who)
    {
        var (_, role, groups) = Premises.Everybody.Single(one => one.Name == who);
        return FakeSession.Viewer(role, groups);
    }
}
