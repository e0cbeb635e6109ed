using DispatchMap.Web.Words;
using Xunit;

namespace DispatchMap.Tests.Web.Words;

public sealed class AgeTextTests
{
    [Theory]
    [InlineData(-3, "0 s")]
    [InlineData(8.9, "8 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 m 00")]
    [InlineData(161, "2 m 41")]
    [InlineData(599, "9 m 59")]
    [InlineData(600, "10 m")]
    [InlineData(3599, "59 m")]
    [InlineData(3600, "1 h 00")]
    [InlineData(16 * 3600 + 12 * 60, "16 h 12")]
    [InlineData(47 * 3600, "47 h 00")]
    [InlineData(2 * 86400, "2 d")]
    [InlineData(400 * 86400, "400 d")]
    public void Of_Age_IsAsTheDesignWritesIt(double seconds, string expected) =>
        Assert.Equal(expected, AgeText.Of(TimeSpan.FromSeconds(seconds)).Replace('\u2009', ' '));

    [Theory]
    [InlineData(-1, "00:00")]
    [InlineData(32, "00:32")]
    [InlineData(3599, "59:59")]
    [InlineData(3727, "1:02:07")]
    public void Stopwatch_Elapsed_HasAFixedShape(double seconds, string expected) =>
        Assert.Equal(expected, AgeText.Stopwatch(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(3, 3.4, "3 s")]
    [InlineData(2, 4, "2–4 s")]
    [InlineData(40, 80, "40 s – 1 m 20")]
    public void Range_LowToHigh_SaysTheUnitOnce(double low, double high, string expected) =>
        Assert.Equal(expected, AgeText.Range(TimeSpan.FromSeconds(low), TimeSpan.FromSeconds(high)).Replace('\u2009', ' '));

    [Fact]
    public void Countdown_LessThanASecondLeft_IsNotZero() =>
        Assert.Equal("1\u2009s", AgeText.Countdown(TimeSpan.FromMilliseconds(20)));
}
