using DispatchMap.Core.Feeds;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class RetryWaitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ScriptedTime _time = new(FleetKit.Noon);
    private readonly RetryWait _wait;

    public RetryWaitTests() => _wait = new(_time);

    [Fact]
    public async Task Cut_WhileAWaitIsExpected_CutsThatOneOnly()
    {
        _wait.Expect();
        _wait.Cut();

        await WaitAsync(TimeSpan.Zero).Soon();

        Assert.False(WaitAsync(TimeSpan.Zero).IsCompleted);
    }

    [Fact]
    public void Cut_WithoutAWait_DoesNotReachTheNext()
    {
        _wait.Cut();

        Assert.False(WaitAsync(TimeSpan.Zero).IsCompleted);
    }

    [Fact]
    public void Expect_AfterACutThatNobodyWaitedFor_ForgetsIt()
    {
        _wait.Expect();
        _wait.Cut();
        _wait.Expect();

        Assert.False(WaitAsync(TimeSpan.Zero).IsCompleted);
    }

    [Fact]
    public void Cut_WhileAWaitIsExpected_LeavesTheVendorsPart()
    {
        _wait.Expect();
        _wait.Cut();

        Assert.False(WaitAsync(TimeSpan.FromSeconds(40)).IsCompleted);
        Assert.Equal(FleetKit.Noon.AddSeconds(40), _wait.Until);
    }

    private Task WaitAsync(TimeSpan least) => _wait.WaitAsync(least, Minute, null, TestContext.Current.CancellationToken);
}
