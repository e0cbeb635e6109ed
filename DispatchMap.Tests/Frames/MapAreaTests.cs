using CsCheck;
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

    [Fact]
    public void Contains_AnyAreaAndPlace_IsBetweenTheEdgesWhereverTheDateLineIs()
    {
        var latitudes = Gen.Int[-90_000_000, 90_000_000];
        var longitudes = Gen.Int[-179_999_999, 180_000_000]; // −180 is the meridian of 180.
        Gen.Select(latitudes, latitudes, latitudes, longitudes, longitudes, longitudes).Sample((a, b, latitude, west, east, longitude) =>
        {
            var (south, north) = (Math.Min(a, b), Math.Max(a, b));
            var inside = latitude >= south && latitude <= north
                && (west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east);
            Assert.Equal(inside, new FrameArea(new(south / 1e6, west / 1e6, north / 1e6, east / 1e6)).Contains(latitude, longitude));
        });
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(90_000_000, 180_000_000)]
    [InlineData(-90_000_000, -180_000_000)]
    public void Contains_EverywhereAndNowhere_AreThat(int latitude, int longitude)
    {
        Assert.True(FrameArea.Everywhere.Contains(latitude, longitude));
        Assert.False(FrameArea.Nowhere.Contains(latitude, longitude));
    }

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
        new FrameArea(area!.Value).Contains((int)Math.Round(latitude * 1e6), (int)Math.Round(longitude * 1e6));
}
