using DispatchMap.Core.Frames;
using Xunit;

namespace DispatchMap.Tests.Frames;

public sealed class FrameMarkTests
{
    [Theory]
    [InlineData(uint.MaxValue, 0)]
    [InlineData(1, 9_007_199_254_740_991)]
    public void Said_WhatABrowserCanHold_IsTaken(double epoch, double version) =>
        Assert.Equal(new((uint)epoch, (long)version), FrameMark.Said(epoch, version));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(-1, 5)]
    [InlineData(4_294_967_296, 5)]
    [InlineData(7, -1)]
    [InlineData(7, 1e300)]
    [InlineData(double.NaN, 5)]
    [InlineData(7, double.NaN)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    public void Said_WhatNobodyCanHold_IsNothing(double epoch, double version) => Assert.Equal(default, FrameMark.Said(epoch, version));
}
