using System.Collections.Immutable;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Desk;
using Xunit;

namespace DispatchMap.Tests.Web.Desk;

public sealed class FleetQueryTests
{
    private readonly FleetKit _kit = new();

    public FleetQueryTests()
    {
        Add(1, "Van 10", "Žofia", speed: 20, seconds: -5);
        Add(2, "Van 2", null, speed: 80, seconds: -1);
        Add(3, "Ábel", "adam", speed: 0, seconds: -200);
        _kit.Fleet.ApplyEntry(new VehicleEntry(4, "Newcomer", "Bea"), FleetKit.Noon);
        _kit.Fleet.Publish();
    }

    [Theory]
    [InlineData("Name", false, new long[] { 3, 4, 2, 1 })]
    [InlineData("Name", true, new long[] { 1, 2, 4, 3 })]
    [InlineData("Driver", false, new long[] { 3, 4, 1, 2 })]
    [InlineData("Driver", true, new long[] { 1, 4, 3, 2 })]
    [InlineData("Speed", false, new long[] { 1, 2, 3, 4 })]
    [InlineData("Speed", true, new long[] { 2, 1, 3, 4 })]
    [InlineData("Age", false, new long[] { 2, 1, 3, 4 })]
    [InlineData("Age", true, new long[] { 3, 1, 2, 4 })]
    public void Of_Sorted_WhoHasNothingToSayComesLast(string column, bool descending, long[] expected) =>
        Assert.Equal(expected, Ids(Query(sort: new(Enum.Parse<FleetColumn>(column), descending))));

    [Fact]
    public void Of_Filtered_KeepsWhatPasses()
    {
        var query = Query(new(1 << (int)Connection.Live, 1 << (int)Motion.Moving, "van"));

        Assert.Equal([2, 1], Ids(query));
        Assert.Equal(2, query.Shown);
    }

    [Fact]
    public void Of_SelectedThatDoesNotPass_StaysPinnedAndIsNotCounted()
    {
        var query = Query(new(0, 0, "van"), selected: [3, 2]);

        Assert.Equal([3, 2], query.Pinned.Select(row => row.VehicleId));
        Assert.Equal([1], Ids(query));
        Assert.Equal(2, query.Shown);
    }

    [Fact]
    public void Of_SelectedThatIsGone_IsLeftOut() => Assert.Empty(Query(selected: [99]).Pinned);

    [Fact]
    public void Of_EqualInTheColumn_KeepTheOrderByNameEitherWay()
    {
        foreach (var id in new long[] { 11, 12, 13 })
            Add(id, $"Zeta {id}", "ADAM", speed: 0, seconds: -200);
        _kit.Fleet.Publish();

        Assert.Equal([3, 11, 12, 13], Ids(Query(sort: new(FleetColumn.Driver)))[..4]);
        Assert.Equal([3, 11, 12, 13], Ids(Query(sort: new(FleetColumn.Age, Descending: true)))[..4]);
    }

    [Theory]
    [InlineData("Name", false, "")]
    [InlineData("Name", true, "van")]
    [InlineData("Driver", false, "van")]
    [InlineData("Age", true, "")]
    public void IndexOf_AnyOrderFilterAndSelection_AgreesWithTheRows(string column, bool descending, string text)
    {
        var query = Query(new(0, 0, text), new(Enum.Parse<FleetColumn>(column), descending), [2]);

        Assert.Equal(Enumerable.Range(0, query.Count), Ids(query).Select(query.IndexOf));
        Assert.Equal([-1, -1], new long[] { 2, 99 }.Select(query.IndexOf));
    }

    [Fact]
    public void LookAt_VehicleGoneAndAnotherRenamed_FindsAllWhereTheyStandNow()
    {
        var query = Query(selected: [1]);
        _kit.Fleet.BeginRound();
        foreach (var (id, name) in new[] { (1L, "Ahead"), (3L, "Ábel"), (4L, "Newcomer") })
            _kit.Fleet.ApplyEntry(new(id, name), FleetKit.Noon.AddSeconds(1));
        _kit.Fleet.RemoveMissing(_kit.Fleet.Round);
        _kit.Fleet.Publish();

        Look(query);

        Assert.Equal("Ahead", Assert.Single(query.Pinned).Name);
        Assert.Equal([3, 4], Ids(query));
        Assert.Equal([0, 1, -1], new long[] { 3, 4, 2 }.Select(query.IndexOf));
    }

    private FleetQuery Query(FleetFilter? filter = null, FleetSort sort = default, ImmutableArray<long>? selected = null) =>
        Look(new(filter ?? new(0, 0, ""), sort, selected ?? []));

    private FleetQuery Look(FleetQuery query)
    {
        query.LookAt(SharedFleet.Of(_kit.Fleet));
        return query;
    }

    private void Add(long id, string name, string? driver, double speed, double seconds) =>
        _kit.Fleet.Apply(FleetKit.Report(id, seconds, speed) with { VehicleName = name, UserName = driver });

    private static long[] Ids(FleetQuery query) => [.. Enumerable.Range(0, query.Count).Select(index => query[index].VehicleId)];
}
