using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class FeedDirectoryTests : IAsyncLifetime
{
    private static readonly TimeSpan Linger = new FeedOptions().Linger;
    private readonly FeedKit _kit = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task AcquireAsync_SameScopeTwice_SharesOneFeed()
    {
        var one = await _kit.AcquireAsync(Scope.OfGroups([2, 1]));
        var two = await _kit.AcquireAsync(Scope.OfGroups([1, 2]));
        var other = await _kit.AcquireAsync(Scope.OfGroups([1, 3]));

        Assert.Same(one.Fleet, two.Fleet);
        Assert.NotSame(one.Fleet, other.Fleet);
        Assert.Equal((2, 3), (_kit.Directory.FeedCount, _kit.Directory.LeaseCount));
        Assert.Equal([2, 1], _kit.Directory.Feeds.Select(feed => feed.Leases));
    }

    [Fact]
    public async Task Dispose_LastLease_LingersThenStopsTheFeedAndItsSocket()
    {
        var (lease, session) = await _kit.LiveAsync();
        await lease.DisposeAsync();
        await lease.DisposeAsync();
        Assert.Equal((1, 0), (_kit.Directory.FeedCount, _kit.Directory.LeaseCount));

        _kit.Time.Advance(Linger);
        await session.Disposed;

        Assert.Equal((0, 0), (_kit.Directory.FeedCount, _kit.Directory.LeaseCount));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => lease.WaitForChangeAsync(0, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AcquireAsync_WhileLingering_FindsTheFeedAsItWas()
    {
        var (lease, session) = await _kit.LiveAsync();
        await lease.DisposeAsync();
        _kit.Time.Advance(Linger / 2);
        var back = await _kit.AcquireAsync();
        _kit.Time.Advance(Linger);
        Assert.False(session.IsDisposed);

        await session.HeartbeatAsync(_kit.Time.GetUtcNow());
        await back.DisposeAsync();
        _kit.Time.Advance(Linger - TimeSpan.FromSeconds(1));
        Assert.Equal((FeedPhase.Live, 1), (back.Status.Phase, _kit.Directory.FeedCount));

        _kit.Time.Advance(TimeSpan.FromSeconds(1));
        await session.Disposed;
    }

    [Fact]
    public async Task AcquireAsync_AfterLingering_IsANewActivation()
    {
        var (lease, session) = await _kit.LiveAsync();
        var wait = lease.WaitForChangeAsync(lease.Fleet.Version, TestContext.Current.CancellationToken);
        await lease.DisposeAsync();
        _kit.Time.Advance(Linger);
        await session.Disposed;
        await wait.Soon();

        var anew = await _kit.AcquireAsync();

        Assert.NotSame(lease.Fleet, anew.Fleet);
        await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(anew, FeedPhase.Live);
        Assert.Equal(FeedPhase.Stopped, lease.Status.Phase);
    }

    [Fact]
    public async Task Dispose_WhileConnectingOrWaiting_LeavesNothingBehind()
    {
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.Refused, "Not this one."));
        var waiting = await _kit.AcquireAsync(Scope.OfVehicles([1]));
        await FeedKit.UntilAsync(waiting, () => waiting.Status.NextAttemptAt is not null);
        var connecting = await _kit.AcquireAsync(Scope.OfVehicles([2]));
        var session = await _kit.Client.SessionAsync();

        await waiting.DisposeAsync();
        await connecting.DisposeAsync();
        await _kit.Time.ArmedAsync(Linger);
        _kit.Time.Advance(Linger);

        await session.Disposed;
        await FeedKit.UntilStoppedAsync(waiting, connecting);
        Assert.Equal(0, _kit.Directory.FeedCount);
    }

    [Fact]
    public async Task AcquireAsync_Cancelled_TakesNoLease()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _kit.Directory.AcquireAsync(Scope.All(), new(true)));

        Assert.Equal((0, 0), (_kit.Directory.FeedCount, _kit.Directory.LeaseCount));
    }

    [Fact]
    public async Task AcquireAsync_BeforeRunning_StartsWithIt()
    {
        await using var kit = new FeedKit(run: false);
        var lease = await kit.AcquireAsync();
        Assert.Equal(FeedPhase.Seeding, lease.Status.Phase);

        kit.Run();
        await kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }

    [Fact]
    public async Task Stop_WithReaders_StopsEveryFeedAndRefusesNewOnes()
    {
        var kit = new FeedKit();
        var (lease, session) = await kit.LiveAsync();
        var wait = lease.WaitForChangeAsync(lease.Fleet.Version, TestContext.Current.CancellationToken);

        await kit.DisposeAsync();

        await wait.Soon();
        Assert.True(session.IsDisposed);
        Assert.Equal(FeedPhase.Stopped, lease.Status.Phase);
        await Assert.ThrowsAsync<InvalidOperationException>(() => kit.AcquireAsync());
        await lease.DisposeAsync();
        Assert.Equal(0, kit.Directory.LeaseCount);
    }

    [Fact]
    public async Task Stop_ReadUnderWay_EndsAfterTheFeedsThatWaitForIt()
    {
        var kit = new FeedKit();
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource<FeedPhase>());
        IFeedLease? lease = null;
        kit.Client.Positions = token =>
        {
            token.Register(() => ended.SetResult(lease!.Status.Phase));
            begun.SetResult();
            return new TaskCompletionSource<Listing<VehicleEntry>>().Task.WaitAsync(token);
        };
        lease = await kit.AcquireAsync();
        await begun.Task.Soon();

        await kit.DisposeAsync();

        Assert.Equal(FeedPhase.Stopped, await ended.Task.Soon());
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_Twice_IsAnError()
    {
        await _kit.LiveAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _kit.Directory.RunAsync(TestContext.Current.CancellationToken).Soon());
    }

    [Fact]
    public async Task AcquireAndRelease_ByManyWhileLingeringEnds_KeepsCountsTrue()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), TestContext.Current.CancellationToken, async (i, token) =>
        {
            var lease = await _kit.Directory.AcquireAsync(Scope.OfVehicles([i % 5]), token);
            if (i % 7 == 0)
                _kit.Time.Advance(Linger);
            Assert.NotEqual(FeedPhase.Stopped, lease.Status.Phase);
            await lease.DisposeAsync();
            if (i % 3 == 0)
                await lease.DisposeAsync();
        });
        Assert.Equal(0, _kit.Directory.LeaseCount);

        // A feed that sets a timer at this moment has it run out in its own thread.
        _kit.Time.Advance(Linger);
        Assert.True(SpinWait.SpinUntil(() => _kit.Directory.FeedCount == 0, Waiting.Limit));
    }

    [Fact]
    public async Task Feeds_ALiveFeed_IsDescribedInFull()
    {
        var (_, session) = await _kit.LiveAsync();
        await session.SayAsync(FleetKit.Report(1));
        await session.SayAsync(new StreamEvent(StreamEventKind.Invalid, Code: "not JSON"));
        await session.HeartbeatAsync(FleetKit.Noon.AddSeconds(2));

        var feed = Assert.Single(_kit.Directory.Feeds);

        Assert.Equal((Scope.All(), 1, 1), (feed.Scope, feed.Leases, feed.Vehicles));
        Assert.Equal(TimeSpan.FromSeconds(2), feed.Status.VendorClockOffset);
        Assert.Equal(["connected 1", "heartbeat 1", "invalid 1", "position 1"], feed.Counts.Events.Select(pair => $"{pair.Key} {pair.Value}"));
        Assert.Equal(["duplicate 1", "not JSON 1"], feed.Counts.Rejected.Select(pair => $"{pair.Key} {pair.Value}"));
    }
}
