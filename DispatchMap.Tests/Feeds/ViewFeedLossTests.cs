using System.Collections.Concurrent;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed partial class ViewFeedLossTests : IAsyncLifetime
{
    private readonly FeedKit _kit = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task Live_SocketDroppedAndBackAtOnce_NeverFlickers()
    {
        var (lease, session) = await _kit.LiveAsync();
        var since = lease.Status.LiveSince;
        var seen = Phases(lease);

        session.Drop();
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        var next = await _kit.Client.ConnectedSessionAsync();
        await _kit.Counts.CountedAsync("seeds complete", 3);
        _kit.Time.Advance(TimeSpan.FromSeconds(10));
        await next.HeartbeatAsync(FleetKit.Noon.AddSeconds(10));

        Assert.Equal([FeedPhase.Live], seen.Distinct());
        Assert.Equal(since, lease.Status.LiveSince);
        Assert.True(session.IsDisposed);
    }

    [Fact]
    public async Task Live_SocketLostForLonger_FreezesAsOfTheLastMessageAndNoVehicleGoesOffline()
    {
        var (lease, session) = await _kit.LiveAsync();
        _kit.Time.Advance(TimeSpan.FromSeconds(3));
        await session.HeartbeatAsync(_kit.Time.GetUtcNow());
        _kit.Time.Advance(TimeSpan.FromSeconds(20));
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.ServerError, "Out of order."));

        session.Drop();
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Time.ArmedAsync(FeedKit.Wait(2));
        Assert.Equal(FeedPhase.Live, lease.Status.Phase);
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.ServerError, "Out of order.", TimeSpan.FromHours(9)));
        _kit.Time.Advance(FeedKit.Wait(2));
        await _kit.Time.ArmedAsync(TimeSpan.FromMinutes(15));
        _kit.Time.Advance(TimeSpan.FromSeconds(0.8));
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);

        var status = lease.Status;
        Assert.Equal(("Out of order.", true), (status.Reason, status.Frozen));
        Assert.Equal(FleetKit.Noon.AddSeconds(23), status.Since);
        Assert.Equal(FleetKit.Noon.AddSeconds(3), status.TruthAt);
        Assert.Equal(FleetKit.Noon.AddSeconds(3), lease.Fleet.VendorNow);
        Assert.Null(status.LiveSince);

        _kit.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(Connection.Live, Assert.Single(lease.Fleet.Listing().Rows).Connection);
    }

    [Fact]
    public async Task Live_SilentForTwoHeartbeatsAndFiveSeconds_IsAbortedAndReplaced()
    {
        var (lease, session) = await _kit.LiveAsync();
        await _kit.Time.ArmedAsync(TimeSpan.FromSeconds(65));
        _kit.Time.Advance(TimeSpan.FromSeconds(64.9));
        Assert.False(session.IsDisposed);
        await session.SayAsync(new StreamEvent(StreamEventKind.Unknown, Code: "new.kind"));

        _kit.Time.Advance(TimeSpan.FromSeconds(0.1));
        await _kit.Time.RunOutAsync(TimeSpan.FromSeconds(64.9)); // What is left since the last message.
        await session.Disposed;
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
        Assert.Equal("Nothing was heard for 65 s.", lease.Status.Reason);
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Client.ConnectedSessionAsync();

        await _kit.Counts.CountedAsync("reconnects silent", 1);
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Status_RequestsWaitForTheBudget_SaysSoWhileFrozen(bool frozen)
    {
        var (lease, session) = await _kit.LiveAsync();
        if (frozen)
            await InterruptAsync(lease, session);
        for (var left = _kit.Budget.Left; left > 0; left--)
            (await _kit.Budget.SpendAsync(TestContext.Current.CancellationToken)).Dispose();
        Assert.False(lease.Status.Throttled);

        var waiting = _kit.Budget.SpendAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.Equal(frozen, lease.Status.Throttled);

        _kit.Time.Advance(_kit.Budget.Window / _kit.Budget.Limit);
        await waiting.Soon();
        Assert.False(lease.Status.Throttled);
    }

    [Fact]
    public async Task RetryNow_ConnectedButWaitingToReadThePositionsAgain_ReadsThemAtOnce()
    {
        var (lease, session) = await _kit.LiveAsync();
        await InterruptAsync(lease, session);
        _kit.Client.Positions = _ => throw new UpstreamException(UpstreamFailure.ServerError, "Out of order.");
        _kit.Time.Advance(TimeSpan.FromHours(1));
        var next = await _kit.Client.ConnectedSessionAsync();
        await next.HeartbeatAsync(_kit.Time.GetUtcNow());
        await _kit.Time.ArmedAsync(FeedKit.Wait(1));
        Assert.Equal((FeedPhase.Interrupted, _kit.Time.GetUtcNow() + FeedKit.Wait(1)), (lease.Status.Phase, lease.Status.NextAttemptAt));

        _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(new VehicleEntry(1)));
        lease.RetryNow();

        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        Assert.Null(lease.Status.NextAttemptAt);
    }

    [Theory]
    [InlineData(UpstreamFailure.InvalidClient)]
    [InlineData(UpstreamFailure.InvalidScope)]
    [InlineData(UpstreamFailure.NotConfigured)]
    public async Task Refused_UntilAnAdminActs_IsBlockedAndProbedSlowly(UpstreamFailure failure)
    {
        UpstreamException Refusal() => new(failure, "The client id is not known there.");
        _kit.Client.Positions = _ => throw Refusal();
        _kit.Client.Refusals.Enqueue(Refusal());
        var lease = await _kit.AcquireAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Blocked);
        Assert.Equal("The client id is not known there.", lease.Status.Reason);
        Assert.True(lease.Status.Frozen);

        await _kit.Time.ArmedAsync(TimeSpan.FromMinutes(5));
        await _kit.Time.ArmedAsync(TimeSpan.FromMinutes(5));
        _kit.Time.Advance(TimeSpan.FromSeconds(299));
        // Whoever asks second may have heard of the refusal, and does not ask then.
        Assert.Contains((_kit.Client.StreamAttempts, _kit.Client.PositionReads), new[] { (0, 1), (1, 0), (1, 1) });

        _kit.Client.Positions = _ => Task.FromResult(FakeMyCarTracksClient.List(new VehicleEntry(1)));
        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        Assert.False(lease.Status.Frozen);
    }

    [Fact]
    public async Task Blocked_WhileLiveBefore_ShowsAtOnceAndComesBackInterruptedWhenTheTroubleChanges()
    {
        var (lease, session) = await _kit.LiveAsync();
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.InvalidClient, "The secret is wrong."));
        session.Drop();
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await FeedKit.UntilAsync(lease, FeedPhase.Blocked);

        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.Unreachable, "No route."));
        await _kit.Time.RunOutAsync(TimeSpan.FromMinutes(5));
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
        Assert.Equal("No route.", lease.Status.Reason);
    }

    [Fact]
    public async Task Lost_AgainAndAgain_WaitsTwiceAsLongUpToACap()
    {
        foreach (var _ in Enumerable.Range(0, 8))
            _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.Unreachable, "No route."));
        var lease = await _kit.AcquireAsync();
        foreach (var failures in Enumerable.Range(1, 6))
            await _kit.Time.RunOutAsync(FeedKit.Wait(failures));
        await _kit.Time.RunOutAsync(TimeSpan.FromSeconds(24));
        await _kit.Time.RunOutAsync(TimeSpan.FromSeconds(24));

        var session = await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        session.Drop();
        await _kit.Time.RunOutAsync(TimeSpan.FromSeconds(24)); // It did not last, so it was no success.

        session = await _kit.Client.ConnectedSessionAsync();
        _kit.Time.Advance(TimeSpan.FromSeconds(31));
        session.Drop();
        await _kit.Time.RunOutAsync(TimeSpan.FromSeconds(24)); // It lasted, but brought nothing.

        session = await _kit.Client.ConnectedSessionAsync();
        _kit.Time.Advance(TimeSpan.FromSeconds(31));
        await session.HeartbeatAsync(_kit.Time.GetUtcNow());
        session.Drop();
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Client.ConnectedSessionAsync();
    }

    [Fact]
    public async Task Live_ReaderFaults_IsReplacedLikeAnyLostStream()
    {
        var (lease, session) = await _kit.LiveAsync();
        session.Break(new InvalidOperationException("token=secret"));
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Client.ConnectedSessionAsync();
        await _kit.Counts.CountedAsync("reconnects fault", 1);
        Assert.Equal(FeedPhase.Live, lease.Status.Phase);
    }

    private async Task InterruptAsync(IFeedLease lease, FakeSession session)
    {
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.Unreachable, "No route.", TimeSpan.FromSeconds(3)));
        session.Drop();
        await _kit.Time.RunOutAsync(FeedKit.Wait(1));
        await _kit.Time.ArmedAsync(TimeSpan.FromSeconds(3));
        _kit.Time.Advance(TimeSpan.FromSeconds(2));
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
    }

    /// <summary>Every phase that a reader who looks at each version sees.</summary>
    private static ConcurrentQueue<FeedPhase> Phases(IFeedLease lease)
    {
        var seen = new ConcurrentQueue<FeedPhase>([lease.Status.Phase]);
        _ = Task.Run(async () =>
        {
            while (lease.Status.Phase != FeedPhase.Stopped)
            {
                await lease.WaitForChangeAsync(lease.Fleet.Version, CancellationToken.None);
                seen.Enqueue(lease.Status.Phase);
            }
        });
        return seen;
    }
}
