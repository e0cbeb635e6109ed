using DispatchMap.Web.Hosting;
using Xunit;

namespace DispatchMap.Tests.Web.Hosting;

public sealed class DemoModeTests
{
    [Theory]
    [InlineData(null, true, false, true)]
    [InlineData(null, true, true, false)]
    [InlineData(null, false, false, false)]
    [InlineData(null, false, true, false)]
    [InlineData(true, true, true, true)]
    [InlineData(true, false, false, true)]
    [InlineData(true, false, true, true)]
    [InlineData(false, true, false, false)]
    public void Decide_WishEnvironmentCredentials_On(bool? wish, bool development, bool hasCredentials, bool expected) =>
        Assert.Equal(expected, DemoMode.Decide(wish, development, hasCredentials).On);
}
