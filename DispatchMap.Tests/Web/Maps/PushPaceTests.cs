using DispatchMap.Web.Maps;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

public sealed class PushPaceTests
{
    [Theory]
    [InlineData(1, 250, 1000)]
    [InlineData(375, 250, 1000)]
    [InlineData(1500, 1000, 2000)]
    [InlineData(3000, 2000, 4000)]
    public void Interval_ManyBrowsers_IsLongerSoThatTheNodeSendsNoMoreThanItCan(int browsers, int milliseconds, int look)
    {
        var pace = new PushPace();
        var seats = Enumerable.Range(0, browsers).Select(_ => pace.Enter()).ToList();

        Assert.Equal(milliseconds, seats[0].Interval(shown: true).TotalMilliseconds, 1.0);
        Assert.Equal(look, pace.LookInterval.TotalMilliseconds, 2.0);
        Assert.Equal(PushPace.HiddenInterval, seats[0].Interval(shown: false));

        seats.ForEach(seat => seat.Dispose());
        seats.ForEach(seat => seat.Dispose());
        Assert.Equal(PushPace.FrameInterval, pace.Interval);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1500)]
    public void Turn_AllAreWokenAtOnce_NoTenthOfTheTimeHoldsMoreThanItsShare(int browsers)
    {
        var pace = new PushPace();
        var seats = Enumerable.Range(0, browsers).Select(_ => pace.Enter()).ToList();
        var longest = seats.Max(seat => seat.Turn);

        var tenths = seats.GroupBy(seat => (int)(seat.Turn / longest * 9.999)).Select(tenth => tenth.Count()).ToList();

        Assert.Equal(10, tenths.Count);
        Assert.All(tenths, count => Assert.InRange(count, browsers / 10 * 0.8, browsers / 10 * 1.2));
        Assert.True(longest <= pace.Interval);
    }

    [Fact]
    public void Turn_AloneOnTheNode_DoesNotWait() => Assert.True(new PushPace().Enter().Turn < TimeSpan.FromMilliseconds(1));
}
