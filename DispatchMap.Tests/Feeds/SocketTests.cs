using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Simulator.FaultInjection;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class SocketTests
{
    [Fact]
    public async Task Live_SeedAndStream_ShowTheFleetAsTheVendorHasIt()
    {
        await using var kit = await SocketKit.StartAsync();
        kit.Simulator.Fleet.AddVehicle(9, "Never seen");
        var lease = await kit.LiveAsync();
        await kit.Counts.CountedAsync("seeds complete", 1);
        Assert.Equal(["Never seen", "Van 1", "Van 2", "Van 3"], lease.Fleet.Listing().Rows.Select(row => row.Name));

        await SocketKit.UntilAtAsync(lease, 2, kit.Report(2));
        kit.Simulator.Fleet.GoOffline(3);
        await FeedKit.UntilAsync(lease, () => lease.Fleet.Find(3)!.Connection == Connection.Offline);
        await SocketKit.UntilAtAsync(lease, 3, kit.Report(3));
    }

    [Fact]
    public async Task Socket_Dropped_IsLiveAgainWithThePositionsOfTheGap()
    {
        await using var kit = await SocketKit.StartAsync();
        var lease = await kit.LiveAsync();

        for (var drop = 1; drop <= 3; drop++)
        {
            Assert.Equal(1, kit.Simulator.Faults.DropSockets());
            var latitude = kit.Report(1);

            await SocketKit.UntilAtAsync(lease, 1, latitude);
            await kit.Simulator.Counters.WhenAsync(counters => counters.SocketsOpened == drop + 1).Soon();
            await SocketKit.UntilAtAsync(lease, 2, kit.Report(2));
            Assert.Equal(FeedPhase.Live, lease.Status.Phase);
        }
    }

    [Fact]
    public async Task Socket_DroppedWhileAVehicleGoesOffline_LearnsItFromTheList()
    {
        await using var kit = await SocketKit.StartAsync();
        var lease = await kit.LiveAsync();
        kit.Simulator.Faults.Fail(ApiCall.CreateStream, HttpFault.Status(503));
        kit.Simulator.Faults.DropSockets();
        kit.Simulator.Fleet.GoOffline(3);
        kit.Simulator.Faults.Clear();

        await FeedKit.UntilAsync(lease, () => lease.Fleet.Find(3)!.Connection == Connection.Offline);
        await SocketKit.UntilAtAsync(lease, 3, kit.Report(3));
    }

    [Fact]
    public async Task Socket_HalfOpen_IsNoticedAndReplaced()
    {
        await using var kit = await SocketKit.StartAsync();
        var lease = await kit.LiveAsync();

        kit.Simulator.Faults.Silent = true;
        var latitude = kit.Report(1);
        await kit.Counts.CountedAsync("reconnects silent", 1);
        kit.Simulator.Faults.Silent = false;

        await SocketKit.UntilAtAsync(lease, 1, latitude);
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }

    [Fact]
    public async Task Token_Revoked_IsReplacedWithoutAnAdmin()
    {
        await using var kit = await SocketKit.StartAsync();
        var lease = await kit.LiveAsync();

        kit.Simulator.Faults.RevokeToken();
        kit.Simulator.Faults.DropSockets();
        var latitude = kit.Report(1);

        await SocketKit.UntilAtAsync(lease, 1, latitude);
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        Assert.Equal(2, kit.Simulator.Counters.TokensIssued);
    }

    [Fact]
    public async Task Server_StoppedAndStartedAgain_HealsByItself()
    {
        await using var kit = await SocketKit.StartAsync();
        var lease = await kit.LiveAsync();

        await kit.Simulator.StopAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
        Assert.All(lease.Fleet.Listing().Rows, row => Assert.Equal(Connection.Live, row.Connection));
        Assert.True(lease.Fleet.VendorNow <= lease.Status.TruthAt);

        var latitude = kit.Report(1);
        await kit.Simulator.StartAsync(TestContext.Current.CancellationToken);
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        await SocketKit.UntilAtAsync(lease, 1, latitude);
        await SocketKit.UntilAtAsync(lease, 2, kit.Report(2));
    }

    [Fact]
    public async Task Groups_Chosen_ShowOnlyTheirMembers()
    {
        await using var kit = await SocketKit.StartAsync();
        var east = await kit.LiveAsync(Scope.OfGroups([10]));
        var west = await kit.LiveAsync(Scope.OfGroups([20]));

        kit.Report(1);
        await SocketKit.UntilAtAsync(west, 3, kit.Report(3));
        await SocketKit.UntilAtAsync(east, 2, kit.Report(2));

        Assert.Equal([1, 2], east.Fleet.Listing().Rows.Select(row => row.VehicleId));
        Assert.Equal([3], west.Fleet.Listing().Rows.Select(row => row.VehicleId));
    }

    [Fact]
    public async Task Messages_Hostile_MoveNothingAndBreakNothing()
    {
        await using var kit = await SocketKit.StartAsync();
        var lease = await kit.LiveAsync();
        kit.Simulator.Faults.Events = EventFaults.Malformed | EventFaults.Truncated | EventFaults.Duplicate | EventFaults.OutOfOrder
            | EventFaults.FutureDated | EventFaults.UnknownType | EventFaults.Error | EventFaults.InvalidValues | EventFaults.Oversized;

        for (var i = 0; i < 20; i++)
            await SocketKit.UntilAtAsync(lease, 1, kit.Report(1));

        var counts = Assert.Single(kit.Directory.Feeds).Counts;
        Assert.All(new[] { "duplicate", "older", "future" }, reason => Assert.True(counts.Rejected.GetValueOrDefault(reason) > 0, reason));
        Assert.True(counts.Events["invalid"] >= 60);
        Assert.Empty(counts.Reconnects);
    }
}
