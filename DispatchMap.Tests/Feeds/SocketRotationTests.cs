using DispatchMap.Core.Feeds;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class SocketRotationTests
{
    [Fact]
    public async Task Rotation_StreamsExpire_EveryPositionArrivesAndNobodySeesASeam()
    {
        await using var kit = await SocketKit.StartAsync(streamLifetime: TimeSpan.FromSeconds(3));
        var lease = await kit.LiveAsync();
        var since = lease.Status.LiveSince;

        await Waiting.UntilAsync(() => kit.Counts.Count("rotations") >= 2, async () =>
        {
            await SocketKit.UntilAtAsync(lease, 1, kit.Report(1));
            Assert.Equal((FeedPhase.Live, since), (lease.Status.Phase, lease.Status.LiveSince));
        });

        Assert.Empty(Assert.Single(kit.Directory.Feeds).Counts.Reconnects);
    }

    [Fact]
    public async Task Rotation_OneStreamAllowed_ReconnectsAtExpiryWithoutBeingMissed()
    {
        await using var kit = await SocketKit.StartAsync(streamLifetime: TimeSpan.FromSeconds(3));
        kit.Simulator.Faults.StreamLimit = 1;
        var lease = await kit.LiveAsync();
        var since = lease.Status.LiveSince;

        await Waiting.UntilAsync(() => kit.Simulator.Counters.SocketsOpened >= 3, async () =>
        {
            await SocketKit.UntilAtAsync(lease, 1, kit.Report(1));
            Assert.Equal((FeedPhase.Live, since), (lease.Status.Phase, lease.Status.LiveSince));
        });
    }
}
