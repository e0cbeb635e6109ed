using DispatchMap.Simulator.Traffic;
using DispatchMap.Simulator.Traffic.Demo;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class RoadMapTests
{
    // The middle of the Danube, and the bridges that carry a road over it: Lafranconi, SNP, Apollo, Prístavný, D4.
    private static readonly (double Latitude, double Longitude)[] River =
    [
        (48.1515, 17.0220), (48.1410, 17.0620), (48.1425, 17.0753), (48.1395, 17.0900), (48.1375, 17.1050), (48.1365, 17.1180),
        (48.1368, 17.1280), (48.1348, 17.1407), (48.1205, 17.1520), (48.1085, 17.1590), (48.0945, 17.1650), (48.0795, 17.1740),
        (48.0645, 17.1900), (48.0495, 17.2080),
    ];

    private static readonly (double Latitude, double Longitude)[] Bridges =
        [(48.1425, 17.0753), (48.1372, 17.1047), (48.1368, 17.1280), (48.1348, 17.1407), (48.0757, 17.1855)];

    private static readonly RoadMap Map = RoadMap.Load();

    [Fact]
    public void Find_TwoPlacesOfAGroup_IsARouteOfPlausibleLength()
    {
        foreach (var route in AllRoutes())
            Assert.InRange(route.Length, 500, 90_000);
    }

    [Fact]
    public void Find_TwoPlacesOfAGroup_CrossesTheDanubeOnBridgesOnly()
    {
        var crossings = 0;
        foreach (var route in AllRoutes())
        {
            for (var at = 0.0; at + 100 < route.Length; at += 100)
            {
                var (from, to) = (route.At(at), route.At(at + 100));
                if (!CrossesRiver((from.Latitude, from.Longitude), (to.Latitude, to.Longitude)))
                    continue;

                crossings++;
                Assert.Contains(Bridges, bridge => Geo.Metres(bridge.Latitude, bridge.Longitude, from.Latitude, from.Longitude) < 700);
            }
        }

        Assert.True(crossings > 50);
    }

    private static IEnumerable<Route> AllRoutes() => Enumerable.Range(1, 4).Select(Map.PlacesOf).SelectMany(
        places => places.SelectMany(from => places.Where(to => to != from).Select(to => Map.Find(from, to))));

    private static bool CrossesRiver((double Latitude, double Longitude) from, (double Latitude, double Longitude) to) =>
        River.Zip(River.Skip(1)).Any(bank => Sides(bank.First, bank.Second, from, to) && Sides(from, to, bank.First, bank.Second));

    /// <summary>Whether two points lie on different sides of a line.</summary>
    private static bool Sides(
        (double Latitude, double Longitude) a,
        (double Latitude, double Longitude) b,
        (double Latitude, double Longitude) one,
        (double Latitude, double Longitude) other)
    {
        return Side(one) * Side(other) < 0;

        double Side((double Latitude, double Longitude) point) =>
            ((b.Longitude - a.Longitude) * (point.Latitude - a.Latitude)) - ((b.Latitude - a.Latitude) * (point.Longitude - a.Longitude));
    }
}
