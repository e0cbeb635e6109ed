using DispatchMap.Core;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Groups;
using DispatchMap.Simulator;
using DispatchMap.Tests.Web;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>The connection is changed while feeds run, on real sockets.</summary>
public sealed class ConnectionChangeTests
{
    private readonly FakeConnectionSource _source = new() { Current = null };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task SameAccount_SecretRenewed_MovesWithoutASeamAndKeepsTheFleet(bool refusesTheSecond, bool closesTheFirst)
    {
        await using var kit = await StartAsync();
        (kit.Simulator.Faults.StreamLimit, kit.Simulator.Faults.NewestStreamOnly) = (refusesTheSecond ? 1 : null, closesTheFirst);
        var lease = await kit.LiveAsync();
        var since = lease.Status.LiveSince;
        var epoch = lease.Fleet.Epoch;
        kit.Simulator.Fleet.GoOffline(3);
        await FeedKit.UntilAsync(lease, () => lease.Fleet.Find(3)!.Connection == Connection.Offline);

        kit.Simulator.ReplaceCredentials(kit.Upstream.ClientId, "renewed");
        _source.Current = kit.Upstream with { ClientSecret = new Secret("renewed") };
        await Waiting.UntilAsync(() => kit.Directory.Overview.Change is null, async () =>
        {
            await SocketKit.UntilAtAsync(lease, 1, kit.Report(1));
            Assert.Equal((FeedPhase.Live, since), (lease.Status.Phase, lease.Status.LiveSince));
        });

        // What only the streams said is still known, and the next stream comes by the new secret, too.
        Assert.Equal((epoch, Connection.Offline), (lease.Fleet.Epoch, lease.Fleet.Find(3)!.Connection));
        await OneSocketAsync(kit.Simulator);
        kit.Simulator.Faults.DropSockets();
        await SocketKit.UntilAtAsync(lease, 1, kit.Report(1));
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        Assert.Equal((FeedPhase.Live, since), (lease.Status.Phase, lease.Status.LiveSince));
    }

    [Fact]
    public async Task SameAccount_WrongSecret_KeepsTheOldOneAndItsRotationsUntilItIsReverted()
    {
        await using var kit = await StartAsync(TimeSpan.FromSeconds(4));
        var lease = await kit.LiveAsync();
        var (since, epoch) = (lease.Status.LiveSince, lease.Fleet.Epoch);

        _source.Current = kit.Upstream with { ClientSecret = new Secret("wrong") };
        await Waiting.UntilAsync(() => kit.Directory.Overview.Change?.Trouble is not null && kit.Simulator.Counters.SocketsOpened >= 4, async () =>
        {
            await SocketKit.UntilAtAsync(lease, 1, kit.Report(1));
            Assert.Equal((FeedPhase.Live, since), (lease.Status.Phase, lease.Status.LiveSince));
        });

        var change = kit.Directory.Overview.Change;
        Assert.Contains("does not accept the client id and client secret", change!.Trouble, StringComparison.Ordinal);
        Assert.Equal((1, true), (change.Feeds, change.NeedsAdmin));
        Assert.InRange(change.NextAttemptAt!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.Null(kit.Directory.Overview.Account!.Trouble);

        // A view that is opened meanwhile has the old connection as well.
        var another = await kit.LiveAsync(Scope.OfGroups([10]));
        _source.Current = kit.Upstream;
        Assert.Null(kit.Directory.Overview.Change);
        await SocketKit.UntilAtAsync(another, 2, kit.Report(2));
        await SocketKit.UntilAtAsync(lease, 2, kit.Report(2));
        Assert.Equal((FeedPhase.Live, since, epoch), (lease.Status.Phase, lease.Status.LiveSince, lease.Fleet.Epoch));
    }

    [Fact]
    public async Task OtherAccount_Reachable_ReadersSeeTheOneFleetThenTheOtherAndNeverBoth()
    {
        await using var kit = await StartAsync();
        await using var other = await OtherAsync();
        var lease = await kit.LiveAsync();
        var groups = await kit.LiveAsync(Scope.OfGroups([10]));
        var epoch = lease.Fleet.Epoch;

        _source.Current = SocketKit.ConnectionTo(other, "other", "secret");
        await Waiting.UntilAsync(() => lease.Fleet.Epoch != epoch, async () =>
        {
            kit.Report(1);
            Assert.Equal(FeedPhase.Live, lease.Status.Phase);
            var fleet = lease.Fleet;
            Assert.Equal(fleet.Epoch == epoch ? [1L, 2, 3] : [1L, 9], fleet.Listing().Rows.Select(row => row.VehicleId).Order());
            if (fleet.Epoch == epoch) // Of the other nothing more may come.
                await lease.WaitForChangeAsync(fleet.Version, Cancel).Soon();
        });

        Assert.Equal(["Car 1", "Car 9"], lease.Fleet.Listing().Rows.Select(row => row.Name));
        await FeedKit.UntilAsync(groups, () => groups.Fleet.Find(9) is not null);
        Assert.Equal([9], groups.Fleet.Listing().Rows.Select(row => row.VehicleId));
        await kit.Simulator.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
        Assert.Equal((2, "Other"), (other.Counters.OpenSockets, Assert.Single((await GroupsAsync(kit)).Groups).Name));

        other.Fleet.Report(9, 50.5, 17, 50, 90);
        await SocketKit.UntilAtAsync(lease, 9, 50.5);
        await StopAsync(other, lease, groups);
    }

    [Fact]
    public async Task OtherAccount_Unreachable_KeepsTheOldOneAndMovesWhenItIsThere()
    {
        await using var kit = await StartAsync();
        await using var other = await OtherAsync();
        var lease = await kit.LiveAsync();
        await other.StopAsync();

        _source.Current = SocketKit.ConnectionTo(other, "other", "secret");
        await Waiting.UntilAsync(() => kit.Directory.Overview.Change?.Trouble is not null, () => SocketKit.UntilAtAsync(lease, 1, kit.Report(1)));
        Assert.Contains("cannot be reached", kit.Directory.Overview.Change!.Trouble, StringComparison.Ordinal);
        Assert.Equal((kit.Upstream.BaseUrl.Authority, other.BaseUrl.Authority), (kit.Directory.Overview.Change.From, kit.Directory.Overview.Change.To));
        Assert.Equal(["East", "West"], (await GroupsAsync(kit)).Groups.Select(group => group.Name));

        await other.StartAsync(Cancel);
        await FeedKit.UntilAsync(lease, () => lease.Fleet.Find(9) is not null);

        Assert.Equal(FeedPhase.Live, lease.Status.Phase);
        await kit.Simulator.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
        await StopAsync(other, lease);
    }

    [Fact]
    public async Task Connection_FirstAndThenNone_IsTakenAtOnce()
    {
        await using var kit = await StartAsync(configured: false);
        var lease = await kit.Directory.AcquireAsync(Scope.All(), Cancel);
        await FeedKit.UntilAsync(lease, FeedPhase.Blocked);

        _source.Current = kit.Upstream;
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        await SocketKit.UntilAtAsync(lease, 1, kit.Report(1));

        _source.Current = null;
        await FeedKit.UntilAsync(lease, FeedPhase.Blocked);
        Assert.Equal((0, "No connection to the vendor is configured."), (lease.Fleet.Count, lease.Status.Reason));
        await kit.Simulator.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
    }

    private static async Task OneSocketAsync(SimulatorServer simulator) =>
        await simulator.Counters.WhenAsync(counters => counters.OpenSockets == 1).Soon();

    private static Task<VehicleGroups> GroupsAsync(SocketKit kit) => ((IGroupCatalog)kit.Directory).GetAsync(Cancel).Soon();

    /// <summary>Another account: vehicle 1, which is not the other's vehicle 1, and 9 in its group 10.</summary>
    private static async Task<SimulatorServer> OtherAsync()
    {
        var other = await SimulatorServer.StartAsync(
            new SimulatorOptions { ClientId = "other", ClientSecret = "secret", Fleet = FleetSource.Empty, Heartbeat = TimeSpan.FromSeconds(1) }, TimeProvider.System, ct: Cancel);
        other.Fleet.AddGroup(10, "Other");
        other.Fleet.AddVehicle(1, "Car 1");
        other.Fleet.AddVehicle(9, "Car 9", groupIds: [10]);
        other.Fleet.Report(1, 10, 17, 50, 90);
        other.Fleet.Report(9, 50, 17, 50, 90);
        return other;
    }

    /// <summary>Lets go of the feeds and sees that nothing of them is left at the other vendor.</summary>
    private static async Task StopAsync(SimulatorServer other, params IFeedLease[] leases)
    {
        foreach (var lease in leases)
            await lease.DisposeAsync();
        await other.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
    }

    private async Task<SocketKit> StartAsync(TimeSpan? streamLifetime = null, bool configured = true)
    {
        var kit = await SocketKit.StartAsync(streamLifetime, new() { Source = _source, Feeds = { ["Linger"] = "00:00:00", ["SecondStreamRetry"] = "00:00:10" } });
        if (configured)
            _source.Current = kit.Upstream;
        return kit;
    }
}
