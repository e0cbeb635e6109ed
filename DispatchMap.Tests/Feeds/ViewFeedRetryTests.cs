using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>What "Retry now" cuts short, and what it does not.</summary>
public sealed class ViewFeedRetryTests : IAsyncLifetime
{
    private readonly FeedKit _kit = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task Lost_RetryAfter_IsALowerBoundThatRetryNowCannotCut()
    {
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.RateLimited, "Too many.", TimeSpan.FromSeconds(40)));
        var lease = await _kit.AcquireAsync();
        await FeedKit.UntilAsync(lease, () => lease.Status.NextAttemptAt is not null);
        Assert.Equal(FleetKit.Noon.AddSeconds(40), lease.Status.NextAttemptAt);

        lease.RetryNow();
        await _kit.Time.ArmedAsync(TimeSpan.FromSeconds(40));
        _kit.Time.Advance(TimeSpan.FromSeconds(39.9));
        Assert.Equal(1, _kit.Client.StreamAttempts);

        _kit.Time.Advance(TimeSpan.FromSeconds(0.1));
        await _kit.Client.ConnectedSessionAsync();
    }

    [Fact]
    public async Task RetryNow_WhileWaiting_CutsThisWaitOnly()
    {
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.Unreachable, "No route."));
        _kit.Client.Refusals.Enqueue(new UpstreamException(UpstreamFailure.Unreachable, "No route."));
        var lease = await _kit.AcquireAsync();
        await _kit.Time.ArmedAsync(FeedKit.Wait(1));
        lease.RetryNow();
        await _kit.Time.ArmedAsync(FeedKit.Wait(2));
        Assert.Equal((2, FleetKit.Noon + FeedKit.Wait(2)), (_kit.Client.StreamAttempts, lease.Status.NextAttemptAt));

        lease.RetryNow();
        await _kit.Client.ConnectedSessionAsync();
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        lease.RetryNow();
        Assert.Null(lease.Status.NextAttemptAt);
    }
}
