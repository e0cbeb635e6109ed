using DispatchMap.Core.Feeds;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>An account that may have one stream at a time, on real sockets: the vendor refuses the second, or closes the first.</summary>
public sealed class OneStreamTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TwoScopes_OneStreamAtATime_OneWaitsInWordsKeepsItsTruthAndGetsItsTurn(bool closesTheFirst)
    {
        await using var kit = await StartAsync(closesTheFirst);
        var first = await kit.LiveAsync();
        var second = await kit.Directory.AcquireAsync(Scope.OfGroups([10]), TestContext.Current.CancellationToken);
        await FeedKit.UntilAsync(
            second, () => second.Status is { Phase: FeedPhase.Interrupted, Reason: { } reason } && reason.Contains("only one live stream", StringComparison.Ordinal));
        await SocketKit.UntilAtAsync(first, 1, kit.Report(1));
        Assert.Equal((1, 1), (kit.Directory.Account.Streams, kit.Directory.Account.StreamLimit));

        // Several of its attempts later, nobody has been thrown out again.
        var opened = kit.Simulator.Counters.SocketsOpened;
        for (var i = 0; i < 3; i++)
            await SocketKit.UntilAtAsync(second, 2, kit.Report(2));
        Assert.Equal((opened, FeedPhase.Live), (kit.Simulator.Counters.SocketsOpened, first.Status.Phase));

        await first.DisposeAsync();
        await FeedKit.UntilAsync(second, FeedPhase.Live);
        await SocketKit.UntilAtAsync(second, 1, kit.Report(1));
        Assert.Equal([1, 2], second.Fleet.Listing().Rows.Select(row => row.VehicleId));
    }

    [Fact]
    public async Task Rotation_NewStreamClosesTheOld_LosesNothingAndNobodySeesASeam()
    {
        await using var kit = await StartAsync(closesTheFirst: true, TimeSpan.FromSeconds(4));
        var lease = await kit.LiveAsync();
        var since = lease.Status.LiveSince;

        await Waiting.UntilAsync(() => kit.Simulator.Counters.SocketsOpened >= 5, async () =>
        {
            await SocketKit.UntilAtAsync(lease, 1, kit.Report(1));
            Assert.Equal((FeedPhase.Live, since), (lease.Status.Phase, lease.Status.LiveSince));
        });
    }

    private static async Task<SocketKit> StartAsync(bool closesTheFirst, TimeSpan? streamLifetime = null)
    {
        var kit = await SocketKit.StartAsync(streamLifetime, new() { Feeds = { ["SecondStreamRetry"] = "00:00:01", ["Linger"] = "00:00:00" } });
        (kit.Simulator.Faults.NewestStreamOnly, kit.Simulator.Faults.StreamLimit) = (closesTheFirst, closesTheFirst ? null : 1);
        return kit;
    }
}
