using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Words;
using Xunit;

namespace DispatchMap.Tests.Web.Words;

public sealed class UserTimeTests
{
    [Theory]
    [InlineData("Europe/Bratislava", "14:00:00")]
    [InlineData("America/New_York", "08:00:00")]
    [InlineData(null, "12:00:00")]
    [InlineData("", "12:00:00")]
    [InlineData("Mars/Olympus", "12:00:00")]
    [InlineData("../../etc/passwd", "12:00:00")]
    public void Second_ZoneOfTheBrowser_OrUtcWhenItIsNone(string? zone, string expected) =>
        Assert.Equal(expected, UserTime.From(zone).Second(FleetKit.Noon));

    [Fact]
    public void Near_AnotherDayForTheUser_SaysWhichDay()
    {
        // 22:30 UTC is already tomorrow in Bratislava.
        var time = UserTime.From("Europe/Bratislava");

        Assert.Equal("1 Jun 14:00", time.Near(FleetKit.Noon, FleetKit.Noon.AddHours(10.5)));
        Assert.Equal("14:00:00", time.Near(FleetKit.Noon, FleetKit.Noon.AddHours(9.5)));
    }
}
