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
        Assert.Equal(expected, Ids(Query(sort: new(Enum.Parse<FleetColumn>(column), descending)).Rows));

    [Fact]
    public void Of_Filtered_KeepsWhatPasses()
    {
        var query = Query(new(1 << (int)Connection.Live, 1 << (int)Motion.Moving, "van"));

        Assert.Equal([2, 1], Ids(query.Rows));
        Assert.Equal(2, query.Shown);
    }

    [Fact]
    public void Of_SelectedThatDoesNotPass_StaysPinnedAndIsNotCounted()
    {
        var query = Query(new(0, 0, "van"), selected: [3, 2]);

        Assert.Equal([3, 2], Ids(query.Pinned));
        Assert.Equal([1], Ids(query.Rows));
        Assert.Equal(2, query.Shown);
    }

    [Fact]
    public void Of_SelectedThatIsGone_IsLeftOut() => Assert.Empty(Query(selected: [99]).Pinned);

    private FleetQuery Query(FleetFilter? filter = null, FleetSort sort = default, ImmutableArray<long>? selected = null) =>
        FleetQuery.Of(_kit.Fleet.Listing(), _kit.Fleet.Find, filter ?? new(0, 0, ""), sort, selected ?? []);

    private void Add(long id, string name, string? driver, double speed, double seconds) =>
        _kit.Fleet.Apply(FleetKit.Report(id, seconds, speed) with { VehicleName = name, UserName = driver });

    private static long[] Ids(ImmutableArray<VehicleRow> rows) => [.. rows.Select(row => row.VehicleId)];
}
