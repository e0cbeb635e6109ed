using System.Threading.Channels;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class ViewFeedScopeTests : IAsyncLifetime
{
    private readonly FeedKit _kit = new();
    private IFeedLease? _lease;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task Groups_MembersKnown_SeedsOnlyThem()
    {
        _kit.Members[10] = [1, 2];
        _kit.Members[20] = [2, 3];
        await SeededAsync(Scope.OfGroups([10, 20]), 1, 2, 3, 4);

        Assert.Equal([1, 2, 3], Shown());
    }

    [Fact]
    public async Task Groups_MembersUnknown_ShowsOnlyWhatTheStreamNames()
    {
        _kit.Members[10] = [1];
        var session = await SeededAsync(Scope.OfGroups([10, 99]), 1, 2, 3);
        Assert.Equal([1], Shown());

        await session.SayAsync(FleetKit.Report(3));
        Assert.Equal([1, 3], Held(1, 2, 3));
    }

    [Fact]
    public async Task Groups_MembersUnknown_ReseedKeepsWhatTheStreamNamed()
    {
        var session = await SeededAsync(Scope.OfGroups([99]), 1, 2);
        await session.SayAsync(FleetKit.Report(2));
        await session.SayAsync(FleetKit.Report(3));

        await ReconnectAsync(session);

        Assert.Equal([2], Held(1, 2, 3)); // 3 is not in the account's lists any more.
    }

    [Fact]
    public async Task Groups_NewMemberNamedByTheStream_StaysUntilTheGroupsAreReadAgain()
    {
        _kit.Members[10] = [1];
        var session = await SeededAsync(Scope.OfGroups([10]), 1, 2, 3);
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        await session.SayAsync(FleetKit.Report(2));

        session = await ReconnectAsync(session, 1);
        Assert.Equal([1, 2], Held(1, 2, 3));

        // Nor is it lost with the next stream, that has not named it either.
        session = await ReconnectAsync(session, 2);
        Assert.Equal([1, 2], Held(1, 2, 3));

        _kit.Time.Advance(new FeedOptions().GroupsMaxAge); // It is silent for too long by that.
        await ReconnectAsync(session, 3);
        Assert.Equal([1], Held(1, 2, 3));
    }

    [Fact]
    public async Task Groups_NewMemberLeavesTheAccount_IsGoneWithTheNextReseed()
    {
        _kit.Members[10] = [1];
        var session = await SeededAsync(Scope.OfGroups([10]), 1);
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        await session.SayAsync(FleetKit.Report(2));

        await ReconnectAsync(session);

        Assert.Equal([1], Held(1, 2));
    }

    [Fact]
    public async Task Groups_ParkedVehiclesChangeThem_ShowsSoWithoutAnotherStream()
    {
        _kit.Members[10] = [1, 2];
        var session = await SeededAsync(Scope.OfGroups([10]), 1, 2, 3);
        _kit.Members[10] = [2, 3];
        Assert.Equal([1, 2], Shown());

        await PassAsync(session, new FeedOptions().GroupsMaxAge);
        await FeedKit.UntilAsync(_lease!, () => Held(1, 2, 3).SequenceEqual([2, 3]));

        Assert.Equal((FeedPhase.Live, 1, 3), (_lease!.Status.Phase, _kit.Client.StreamAttempts, _kit.Client.PositionReads));
    }

    [Fact]
    public async Task Groups_VehicleLeavesThemAndItsListIsNotToBeRead_IsGoneAllTheSame()
    {
        _kit.Members[10] = [1, 2];
        var session = await SeededAsync(Scope.OfGroups([10]), 1, 2, 3);
        _kit.Members[10] = [2];
        _kit.Client.Vehicles = _ => throw new UpstreamException(UpstreamFailure.ServerError, "Out of order.");

        await PassAsync(session, new FeedOptions().GroupsMaxAge);

        await FeedKit.UntilAsync(_lease!, () => Held(1, 2, 3).SequenceEqual([2]));
    }

    [Fact]
    public async Task Groups_ReadAgainAndTheSame_PositionsAreNotReadForThat()
    {
        _kit.Members[10] = [1];
        var session = await SeededAsync(Scope.OfGroups([10]), 1, 2);
        var reads = Channel.CreateUnbounded<int>();
        var groups = _kit.Client.Groups;
        var failing = false;
        _kit.Client.Groups = () =>
        {
            reads.Writer.TryWrite(1);
            return failing ? throw new UpstreamException(UpstreamFailure.ServerError, "Out of order.") : groups();
        };

        for (var round = 0; round < 3; round++)
        {
            failing = round == 1;
            await PassAsync(session, new FeedOptions().GroupsMaxAge);
            await reads.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon();
            await ((IGroupCatalog)_kit.Directory).GetAsync(TestContext.Current.CancellationToken).Soon(); // It is over, too.
        }

        Assert.Equal((FeedPhase.Live, 2), (_lease!.Status.Phase, _kit.Client.PositionReads));
    }

    [Fact]
    public async Task Groups_ListNamesTheGroups_IsBelievedWhereTheCatalogIsSilent()
    {
        _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(
            new VehicleEntry(1, GroupIds: [99]), new VehicleEntry(2, GroupIds: [7]), new VehicleEntry(3, GroupIds: [])));
        await SeededAsync(Scope.OfGroups([99]));

        Assert.Equal([1], Shown());
    }

    [Fact]
    public async Task Vehicles_ListAndStreamNameOthers_ShowsNoneOfThem()
    {
        var session = await SeededAsync(Scope.OfVehicles([5, 2]), 1, 2, 3);
        await session.SayAsync(FleetKit.Report(3));
        await session.SayAsync(new StreamEvent(StreamEventKind.Offline, VehicleId: 1, At: FleetKit.Noon));
        await session.SayAsync(FleetKit.Report(5));

        Assert.Equal([2, 5], Held(1, 2, 3, 4, 5));
        Assert.Equal(2, _kit.Directory.Feeds[0].Counts.Rejected["outside the scope"]);
    }

    [Fact]
    public async Task SharedLeftOut_ListsCannotTell_ShowsOnlyWhatTheStreamNames()
    {
        var session = await SeededAsync(Scope.All(includeShared: false), 1, 2);
        Assert.Empty(Shown());

        await session.SayAsync(FleetKit.Report(2));
        Assert.Equal([2], Held(1, 2));
    }

    [Fact]
    public async Task Reseed_Complete_RemovesWhatVanishedFromTheAccount()
    {
        var session = await SeededAsync(Scope.All(), 1, 2, 3);
        _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(new VehicleEntry(1)));
        _kit.Client.Vehicles = _ => Task.FromResult(FakeMyCarTracksClient.List(new VehicleEntry(3)));
        _kit.Time.Advance(TimeSpan.FromMinutes(2));

        await ReconnectAsync(session);

        Assert.Equal([1, 3], Held(1, 2, 3));
    }

    [Fact]
    public async Task Reseed_PositionsPartial_RemovesNothingAndIsTriedAgain()
    {
        var session = await SeededAsync(Scope.All(), 1, 2, 3);
        _kit.Client.Positions = _ => Task.FromResult(new Listing<VehicleEntry>([new(1)], Complete: false));
        session.Drop();
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Client.ConnectedSessionAsync();

        await _kit.Counts.CountedAsync("seeds partial", 1);
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Counts.CountedAsync("seeds partial", 2);
        Assert.Equal([1, 2, 3], Held(1, 2, 3));
    }

    [Fact]
    public async Task Reseed_VehicleListFails_RemovesNothing()
    {
        var session = await SeededAsync(Scope.All(), 1, 2);
        _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(new VehicleEntry(1)));
        _kit.Client.Vehicles = _ => throw new UpstreamException(UpstreamFailure.Forbidden, "Not allowed.");
        _kit.Time.Advance(TimeSpan.FromMinutes(2));
        session.Drop();
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Client.ConnectedSessionAsync();

        await _kit.Counts.CountedAsync("seeds partial", 1);
        Assert.Equal([1, 2], Held(1, 2));
    }

    [Fact]
    public async Task Freshness_SetAnewWhileItRuns_CountsFromTheNextLook()
    {
        await SeededAsync(Scope.All(), 1);
        _kit.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(Connection.Live, _lease!.Fleet.Find(1)!.Connection);

        _kit.Freshness.CurrentValue = new() { Live = TimeSpan.FromSeconds(10), LiveIntervals = 1 };
        _kit.Time.Advance(TimeSpan.FromSeconds(1));

        await FeedKit.UntilAsync(_lease, () => _lease.Fleet.Find(1)!.Connection == Connection.Delayed);
    }

    private async Task<FakeSession> SeededAsync(Scope scope, params long[] listed)
    {
        if (listed.Length > 0)
        {
            _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(
                [.. listed.Select(id => new VehicleEntry(id, null, null, null, FleetKit.Report(id)))]));
        }

        _lease = await _kit.AcquireAsync(scope);
        await _kit.Counts.CountedAsync("seeds complete", 1);
        var session = await _kit.Client.ConnectedSessionAsync();
        await _kit.Counts.CountedAsync("seeds complete", 2);
        return session;
    }

    /// <summary>Lets time go by with a sign of life in each step, and all that it brings about be done.</summary>
    private async Task PassAsync(FakeSession session, TimeSpan time)
    {
        for (var step = TimeSpan.FromSeconds(30); time > TimeSpan.Zero; time -= step)
        {
            _kit.Time.Advance(step);
            await session.HeartbeatAsync(_kit.Time.GetUtcNow());
        }
    }

    private async Task<FakeSession> ReconnectAsync(FakeSession session, int losses = 1)
    {
        session.Drop();
        await _kit.Time.RunOutAsync(FeedKit.Wait(losses));
        var next = await _kit.Client.ConnectedSessionAsync();
        await _kit.Counts.CountedAsync("seeds complete", 2 + losses);
        return next;
    }

    private IEnumerable<long> Shown() => _lease!.Fleet.Listing().Rows.Select(row => row.VehicleId);

    private IEnumerable<long> Held(params long[] ids) => ids.Where(id => _lease!.Fleet.Find(id) is not null);
}
