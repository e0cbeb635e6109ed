using System.Net;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>Several feeds on one account.</summary>
public sealed class SharedAccountTests : IAsyncLifetime
{
    private static readonly Scope Other = Scope.OfVehicles([1, 2]);
    private readonly FeedKit _kit = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task Blocked_ASecondFeed_IsBlockedWithoutAskingAndOneProbeServesBoth()
    {
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.InvalidClient, "The secret is wrong."));
        var first = await _kit.AcquireAsync();
        await FeedKit.UntilAsync(first, () => first.Status is { Phase: FeedPhase.Blocked, NextAttemptAt: not null });

        var second = await _kit.AcquireAsync(Other);
        await FeedKit.UntilAsync(second, FeedPhase.Blocked);
        Assert.Equal(("The secret is wrong.", FleetKit.Noon.AddMinutes(5)), (second.Status.Reason, second.Status.NextAttemptAt));
        Assert.Equal((true, 1), (_kit.Directory.Account.Blocked, _kit.Client.StreamAttempts));

        _kit.Time.Advance(TimeSpan.FromMinutes(5));
        await _kit.Client.ConnectedSessionAsync();
        await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(first, FeedPhase.Live);
        await FeedKit.UntilAsync(second, FeedPhase.Live);
        Assert.Equal((false, null, 2), (_kit.Directory.Account.Blocked, _kit.Directory.Account.Trouble, _kit.Directory.Account.Streams));
    }

    [Fact]
    public async Task RetryNow_FromAnyFeed_CutsTheAccountsWaitOnce()
    {
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.ServerError, "The secret is wrong."));
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.ServerError, "Still wrong."));
        var first = await _kit.AcquireAsync();
        await FeedKit.UntilAsync(first, FeedPhase.Interrupted);
        var second = await _kit.AcquireAsync(Other);
        await FeedKit.UntilAsync(second, () => second.Status is { Phase: FeedPhase.Interrupted, NextAttemptAt: not null });

        second.RetryNow();

        await _kit.Counts.CountedAsync("reconnects ServerError", 2);
        Assert.Equal((2, "Still wrong."), (_kit.Client.StreamAttempts, _kit.Directory.Account.Trouble));
    }

    [Fact]
    public async Task Standby_OneStreamAllowed_SaysSoReadsThePositionsNowAndThenAndTakesOver()
    {
        var (first, session) = await _kit.LiveAsync();
        _kit.Client.Refusals.Enqueue(Conflict());
        var second = await _kit.AcquireAsync(Other);
        await FeedKit.UntilAsync(second, () => second.Status is { Phase: FeedPhase.Interrupted, NextAttemptAt: not null });
        Assert.Contains("one live stream at a time", second.Status.Reason, StringComparison.Ordinal);
        Assert.Equal(FleetKit.Noon + FeedKit.Wait(1), second.Status.NextAttemptAt);

        _kit.Client.Refusals.Enqueue(Conflict());
        var reads = _kit.Client.PositionReads;
        await session.HeartbeatAsync(FleetKit.Noon);
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Counts.CountedAsync("reconnects Refused", 2);
        await FeedKit.UntilAsync(second, () => _kit.Client.PositionReads > reads);
        Assert.Equal(FeedPhase.Live, first.Status.Phase);
        Assert.False(session.IsDisposed);

        await first.DisposeAsync();
        await _kit.Time.RunOutAsync(new FeedOptions().Linger);
        await session.Disposed;
        await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(second, FeedPhase.Live);
    }

    [Fact]
    public async Task Standby_VehicleLeavesTheAccount_IsGoneWithTheNextReadingOfEachFeed()
    {
        var (_, session) = await _kit.LiveAsync();
        for (var i = 0; i < 40; i++)
            _kit.Client.Refusals.Enqueue(Conflict());
        var leases = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => _kit.AcquireAsync(Scope.OfVehicles([1, 2 + i]))));
        foreach (var lease in leases)
            await FeedKit.UntilAsync(lease, () => lease.Status is { Phase: FeedPhase.Interrupted, NextAttemptAt: not null });

        // One of them asks for a stream for all, the others only read.
        await ReadAgainAsync(FakeMyCarTracksClient.List(new VehicleEntry(1, "Van 1", null, null, FleetKit.Report(1, 1))), row => row?.RecordedAt > FleetKit.Noon);
        await ReadAgainAsync(FakeMyCarTracksClient.List(), row => row is null);

        async Task ReadAgainAsync(Listing<VehicleEntry> positions, Func<VehicleRow?, bool> shown)
        {
            _kit.Client.Positions = _ => Task.FromResult(positions);
            for (var i = 0; i < 3; i++)
            {
                await session.HeartbeatAsync(_kit.Time.GetUtcNow());
                _kit.Time.Advance(new FeedOptions().SecondStreamRetry / 2);
            }

            foreach (var lease in leases)
                await FeedKit.UntilAsync(lease, () => shown(lease.Fleet.Find(1)));
        }
    }

    [Fact]
    public async Task Standby_OneIsLetInAgain_BringsAllTheOthersWithoutTheirWaits()
    {
        var scopes = Enumerable.Range(0, 12).Select(i => Scope.OfVehicles([1, 2 + i])).ToArray();
        await _kit.LiveAsync();
        foreach (var _ in scopes)
            _kit.Client.Refusals.Enqueue(Conflict());
        var leases = await Task.WhenAll(scopes.Select(_kit.AcquireAsync));
        foreach (var lease in leases)
            await FeedKit.UntilAsync(lease, () => lease.Status is { Phase: FeedPhase.Interrupted, NextAttemptAt: not null });
        Assert.Equal((13, 1), (_kit.Client.StreamAttempts, _kit.Directory.Account.StreamLimit));

        // One asks for all, and is refused once more; the next one is not.
        _kit.Client.Refusals.Enqueue(Conflict());
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Counts.CountedAsync("reconnects Refused", 13);
        Assert.Equal(14, _kit.Client.StreamAttempts);
        await _kit.Time.RunOutAsync(FeedKit.Wait(2));
        foreach (var _ in scopes)
            await _kit.Client.ConnectedSessionAsync();
        foreach (var lease in leases)
            await FeedKit.UntilAsync(lease, FeedPhase.Live);

        Assert.Equal((26, null), (_kit.Client.StreamAttempts, _kit.Directory.Account.StreamLimit));
    }

    [Fact]
    public async Task Standby_RetryNow_AsksAtOnce()
    {
        await _kit.LiveAsync();
        var leases = new List<IFeedLease>();
        foreach (var scope in new[] { Other, Scope.OfVehicles([1, 3]) })
        {
            _kit.Client.Refusals.Enqueue(Conflict());
            leases.Add(await _kit.AcquireAsync(scope));
            await FeedKit.UntilAsync(leases[^1], () => leases[^1].Status is { Phase: FeedPhase.Interrupted, NextAttemptAt: not null });
        }

        foreach (var lease in leases)
            lease.RetryNow();

        await _kit.Client.ConnectedSessionAsync();
        await _kit.Client.ConnectedSessionAsync();
        foreach (var lease in leases)
            await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }

    private static UpstreamException Conflict() => new(UpstreamFailure.Refused, "Refused.", status: HttpStatusCode.Conflict);
}
