using DispatchMap.Core;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class ViewFeedRotationTests : IAsyncLifetime
{
    /// <summary>Of ten minutes a tenth, and as the jitter is 0.4 a fifth of that more.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(72);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FeedKit _kit = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task Rotation_BeforeExpiry_OverlapsAndLosesNothing()
    {
        ExpireAfter(TimeSpan.FromMinutes(10));
        var (lease, old) = await _kit.LiveAsync();
        var since = lease.Status.LiveSince;
        await PassAsync(old, TimeSpan.FromMinutes(10) - Lead);

        var next = await _kit.Client.SessionAsync();
        await next.HeartbeatAsync(_kit.Time.GetUtcNow());
        Assert.False(old.IsDisposed);
        await old.SayAsync(At(49));
        await next.ConnectedAsync();
        await old.Disposed;
        await next.SayAsync(At(50));

        await _kit.Counts.CountedAsync("rotations", 1);
        await _kit.Counts.CountedAsync("seeds complete", 3);
        Assert.Equal((FeedPhase.Live, since), (lease.Status.Phase, lease.Status.LiveSince));
        Assert.Equal(50, lease.Fleet.Find(1)!.Latitude);
        Assert.Equal(0, _kit.Counts.Count("reconnects let go"));
        VehicleReport At(double latitude) => FleetKit.Report(1, latitude: latitude) with
        {
            RecordedAt = _kit.Time.GetUtcNow().AddSeconds(latitude - 60), ReceivedAt = _kit.Time.GetUtcNow(),
        };
    }

    [Fact]
    public async Task Rotation_SecondStreamRefused_FallsBackToReconnectingAtOnceAndRemembers()
    {
        ExpireAfter(TimeSpan.FromMinutes(10));
        var (lease, session) = await _kit.LiveAsync();
        var pause = TimeSpan.FromSeconds(11); // No other timer is as long.
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.Refused, "One stream at a time.", pause));
        await PassAsync(session, TimeSpan.FromMinutes(10) - Lead);
        await _kit.Time.RunOutAsync(pause);
        await PassAsync(session, TimeSpan.FromMinutes(1));

        Assert.Equal(2, _kit.Client.StreamAttempts);
        session.Close();
        await _kit.Client.ConnectedSessionAsync();
        await _kit.Counts.CountedAsync("seeds complete", 3);

        Assert.Equal(FeedPhase.Live, lease.Status.Phase);
        Assert.Equal(3, _kit.Client.StreamAttempts);
        Assert.Equal(1, _kit.Counts.Count("reconnects closed (code 1000)"));
    }

    [Fact]
    public async Task Rotation_OldStreamClosedByTheNewOne_StaysLive()
    {
        ExpireAfter(TimeSpan.FromMinutes(10));
        var (lease, old) = await _kit.LiveAsync();
        await PassAsync(old, TimeSpan.FromMinutes(10) - Lead);
        var next = await _kit.Client.SessionAsync();

        old.Close(4000);
        await next.ConnectedAsync();
        await _kit.Counts.CountedAsync("rotations", 1);
        await next.SayAsync(FleetKit.Report(3));

        Assert.Equal(FeedPhase.Live, lease.Status.Phase);
        Assert.NotNull(lease.Fleet.Find(3));
    }

    [Fact]
    public async Task Rotation_OldStreamsClosedByTheNewOnes_IsRememberedLikeARefusal()
    {
        ExpireAfter(TimeSpan.FromMinutes(10));
        var (lease, session) = await _kit.LiveAsync();
        var since = lease.Status.LiveSince;
        for (var rotation = 1; rotation <= 2; rotation++)
        {
            Assert.Null(_kit.Directory.Account.StreamLimit);
            await PassAsync(session, TimeSpan.FromMinutes(10) - Lead);
            var next = await _kit.Client.SessionAsync();
            session.Close(4001);
            Assert.True(SpinWait.SpinUntil(() => _kit.Directory.Account.Streams == 0, Waiting.Limit));
            await next.ConnectedAsync();
            await _kit.Counts.CountedAsync("rotations", rotation);
            session = next;
        }

        Assert.Equal(1, _kit.Directory.Account.StreamLimit);
        await PassAsync(session, TimeSpan.FromMinutes(9.5));

        Assert.Equal((3, FeedPhase.Live, since), (_kit.Client.StreamAttempts, lease.Status.Phase, lease.Status.LiveSince));
    }

    [Fact]
    public async Task Rotation_OldStreamEndsWhileTheNextWaitsForTheBudget_SaysThatItIsBlindUntilItIsNot()
    {
        ExpireAfter(TimeSpan.FromMinutes(10));
        var (lease, old) = await _kit.LiveAsync();
        var budget = new TaskCompletionSource();
        _kit.Client.Budget = budget.Task;
        await PassAsync(old, TimeSpan.FromMinutes(10) - Lead);
        Assert.True(SpinWait.SpinUntil(() => _kit.Client.StreamAttempts == 2, Waiting.Limit));

        old.Close();
        Assert.True(SpinWait.SpinUntil(() => _kit.Directory.Account.Streams == 0, Waiting.Limit));
        await _kit.Time.RunOutAsync(new FeedOptions().Blink);
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);

        Assert.Equal(("The vendor closed the stream (code 1000).", 2), (lease.Status.Reason, _kit.Client.StreamAttempts));

        budget.SetResult();
        await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }

    [Theory]
    [InlineData("is heard again after its interval", true)]
    [InlineData("is closed in order after its interval", true)]
    [InlineData("drops after its interval", false)]
    [InlineData("is closed in order, with what the vendor held back", false)]
    public async Task Rotation_WhileTheAwaitedPositionsAreStillBeingRead_IsLiveWhenTheyHaveBeenUnlessSomethingFellBetween(string old, bool seamless)
    {
        ExpireAfter(TimeSpan.FromMinutes(10));
        var (lease, session) = await _kit.LiveAsync();
        session.Drop();
        await _kit.Time.ArmedAsync(FeedKit.Wait(1));
        var asked = new TaskCompletionSource();
        var positions = new TaskCompletionSource<Listing<VehicleEntry>>();
        var ofTheNext = new TaskCompletionSource<Listing<VehicleEntry>>();
        _kit.Client.Positions = _ => asked.TrySetResult() ? positions.Task : ofTheNext.Task;
        _kit.Time.Advance(TimeSpan.FromSeconds(2));
        var slow = await _kit.Client.ConnectedSessionAsync();
        await asked.Task.Soon();
        await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
        await PassAsync(slow, TimeSpan.FromMinutes(10) - Lead);
        await _kit.Client.ConnectedSessionAsync();
        await _kit.Counts.CountedAsync("rotations", 1);
        if (old.Contains("after its interval", StringComparison.Ordinal))
        {
            await _kit.Time.ArmedAsync(Interval);
            await slow.HeartbeatAsync(_kit.Time.GetUtcNow());
            Assert.False(slow.IsDisposed);
            _kit.Time.Advance(Interval);
        }

        if (old.StartsWith("drops", StringComparison.Ordinal))
            slow.Drop();
        else if (old.StartsWith("is closed", StringComparison.Ordinal))
            slow.Close();
        else
            // When the feed has begun to listen for it, nobody can tell.
            await Waiting.UntilAsync(() => slow.IsDisposed, () => Task.WhenAny(slow.HeartbeatAsync(_kit.Time.GetUtcNow()), slow.Disposed));
        await slow.Disposed;
        Assert.Equal(FeedPhase.Interrupted, lease.Status.Phase);

        var read = _kit.Counts.Count("seeds complete");
        positions.SetResult(FakeMyCarTracksClient.List(new VehicleEntry(1, null, null, null, FleetKit.Report(1))));

        await _kit.Counts.CountedAsync("seeds complete", read + 1);
        Assert.Equal(seamless ? FeedPhase.Live : FeedPhase.Interrupted, lease.Status.Phase);
        ofTheNext.SetResult(FakeMyCarTracksClient.List());
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
    }

    [Fact]
    public async Task Rotation_ExpiryInThePast_DoesNotOpenStreamsInALoop()
    {
        ExpireAfter(TimeSpan.FromSeconds(-5));
        var (lease, session) = await _kit.LiveAsync();
        await PassAsync(session, TimeSpan.FromMinutes(5));

        Assert.Equal((1, FeedPhase.Live), (_kit.Client.StreamAttempts, lease.Status.Phase));
    }

    [Fact]
    public async Task Close_SoonerThanDecent_WaitsLikeAnyFailure()
    {
        var (lease, session) = await _kit.LiveAsync();
        session.Close(1008);
        await _kit.Time.ArmedAsync(FeedKit.Wait(1));

        Assert.Equal(1, _kit.Client.StreamAttempts);
        _kit.Time.Advance(FeedKit.Wait(1));
        await _kit.Client.ConnectedSessionAsync();
        Assert.Equal(FeedPhase.Live, lease.Status.Phase);
    }

    private void ExpireAfter(TimeSpan lifetime) => _kit.Client.Stream = () =>
        new LiveStream("lps_1", new Secret("ws://x"), _kit.Time.GetUtcNow() + lifetime, TimeSpan.FromMinutes(4), Interval);

    /// <summary>Lets time go by in steps of the feed's own looks at the clock, with a sign of life in each.</summary>
    private async Task PassAsync(FakeSession session, TimeSpan time)
    {
        for (var look = TimeSpan.FromSeconds(30); time > TimeSpan.Zero; time -= look)
        {
            look = time < look ? time : look;
            await _kit.Time.ArmedAsync(look);
            await session.HeartbeatAsync(_kit.Time.GetUtcNow());
            _kit.Time.Advance(look);
        }
    }
}
