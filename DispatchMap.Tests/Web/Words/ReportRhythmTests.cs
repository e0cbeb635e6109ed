using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Words;
using Xunit;

namespace DispatchMap.Tests.Web.Words;

public sealed class ReportRhythmTests
{
    [Fact]
    public void Of_TooFewReports_SaysNothing() => Assert.Equal(default, ReportRhythm.Of([Mark(0), Mark(10)]));

    [Fact]
    public void Of_OneLongGap_IsNotTheHabit() =>
        Assert.Equal(TimeSpan.FromSeconds(12), ReportRhythm.Of([Mark(0), Mark(12), Mark(24), Mark(900), Mark(912)]).Interval);

    [Fact]
    public void Of_ImpossibleLags_AreLeftOut() =>
        Assert.Null(ReportRhythm.Of([Mark(0, -5), Mark(12, -4), Mark(24, 3)]).LagLow);

    [Theory]
    [InlineData(11, 0)]
    [InlineData(23, 0)]
    [InlineData(161, 12)]
    public void Missed_SinceTheLast_CountsWholeIntervals(double seconds, int expected) =>
        Assert.Equal(expected, ReportRhythm.Of([Mark(0), Mark(12), Mark(24)]).Missed(TimeSpan.FromSeconds(seconds)));

    private static ReportMark Mark(double seconds, double lag = 3) => new(FleetKit.Noon.AddSeconds(seconds), TimeSpan.FromSeconds(lag));
}
