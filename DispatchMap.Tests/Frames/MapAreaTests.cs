using DispatchMap.Core.Frames;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Frames;

public sealed class MapAreaTests
{
    [Theory]
    [InlineData(48, 17, true)]
    [InlineData(47.999999, 17, false)]
    [InlineData(48, 18.000001, false)]
    public void Contains_OrdinaryArea_IsWithinItsEdges(double latitude, double longitude, bool inside) =>
        Assert.Equal(inside, Contains(MapArea.Of(48, 16, 49, 18), latitude, longitude));

    [Theory]
    [InlineData(170, 190, 179, true)]
    [InlineData(170, 190, -175, true)]
    [InlineData(170, 190, 0, false)]
    [InlineData(-190, -170, 175, true)]
    [InlineData(530, 550, -175, true)]
    [InlineData(-400, 400, 100, true)]
    public void Contains_MapPannedRoundTheEarth_KnowsTheDateLine(double west, double east, double longitude, bool inside) =>
        Assert.Equal(inside, Contains(MapArea.Of(-10, west, 10, east), 0, longitude));

    [Theory]
    [InlineData(double.NaN, 0, 1, 1)]
    [InlineData(0, double.NaN, 1, 1)]
    [InlineData(0, 0, 1, double.PositiveInfinity)]
    [InlineData(2, 0, 1, 1)]
    [InlineData(0, 2, 1, 1)]
    public void Of_CornersThatAreNone_IsNoArea(double south, double west, double north, double east) =>
        Assert.Null(MapArea.Of(south, west, north, east));

    [Theory]
    [InlineData(new double[] { 10, 20, 15 }, 10, 20)]
    [InlineData(new double[] { 179.5, -179.5, 175 }, 175, -179.5)]
    [InlineData(new double[] { -180, 180 }, 180, -180)]
    [InlineData(new[] { 17.1 }, 17.1, 17.1)]
    public void Around_Vehicles_LeavesOutTheWidestStripWithoutOne(double[] longitudes, double west, double east)
    {
        var kit = new FleetKit();
        for (var id = 0; id < longitudes.Length; id++)
            kit.Apply(FleetKit.Report(id, longitude: longitudes[id], latitude: 40 + id));
        kit.Fleet.ApplyEntry(new(99, "Nowhere"), FleetKit.Noon);

        Assert.Equal(new MapArea(40, west, 39 + longitudes.Length, east), MapArea.Around(kit.Fleet.Listing().Rows));
    }

    [Fact]
    public void Around_NobodyHasAPosition_IsNowhere() => Assert.Null(MapArea.Around([]));

    private static bool Contains(MapArea? area, double latitude, double longitude) =>
        area!.Value.Contains((int)Math.Round(latitude * 1e6), (int)Math.Round(longitude * 1e6));
}
