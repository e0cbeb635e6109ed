using DispatchMap.Core.Feeds;
using DispatchMap.Web.Desk;
using Xunit;

namespace DispatchMap.Tests.Web.Desk;

public sealed class DeskFeedTests
{
    private readonly FakeFeedDirectory _directory = new();

    [Fact]
    public async Task SwitchAsync_OtherScope_AcquiresBeforeItLetsGo()
    {
        var feed = new DeskFeed(FakeSession.Feeds(_directory));
        var (old, next) = (new FakeLease(), new FakeLease(Scope.OfGroups([1])));
        await SwitchAsync(feed, old);
        var oldGoneWhenHeard = true;
        feed.Changed += () => oldGoneWhenHeard = old.Disposed;

        var switching = feed.SwitchAsync(next.Scope);
        var asked = await _directory.NextAsync();
        Assert.Same(old, feed.Lease);
        Assert.False(old.Disposed);
        asked.Answer.SetResult(next);
        await switching.Soon();

        Assert.Same(next, feed.Lease);
        Assert.False(oldGoneWhenHeard);
        Assert.True(old.Disposed);
        await feed.DisposeAsync();
    }

    [Fact]
    public async Task SwitchAsync_AgainBeforeTheFirstAnswer_OnlyTheLastWishCounts()
    {
        var feed = new DeskFeed(FakeSession.Feeds(_directory));
        var (first, second) = (new FakeLease(Scope.OfGroups([1])), new FakeLease(Scope.OfGroups([2])));
        var switchingFirst = feed.SwitchAsync(first.Scope);
        var switchingSecond = feed.SwitchAsync(second.Scope);
        var (askedFirst, askedSecond) = (await _directory.NextAsync(), await _directory.NextAsync());

        askedSecond.Answer.SetResult(second);
        askedFirst.Answer.SetResult(first);
        await Task.WhenAll(switchingFirst, switchingSecond).Soon();

        Assert.Same(second, feed.Lease);
        Assert.True(first.Disposed);
        Assert.False(second.Disposed);
        await feed.DisposeAsync();
    }

    [Fact]
    public async Task SwitchAsync_BackToTheFeedItHasWhileAnotherIsOnTheWay_StaysAndLetsTheOtherGo()
    {
        var feed = new DeskFeed(FakeSession.Feeds(_directory));
        var (here, other) = (new FakeLease(), new FakeLease(Scope.OfGroups([1])));
        await SwitchAsync(feed, here);
        var away = feed.SwitchAsync(other.Scope);
        await feed.SwitchAsync(here.Scope).Soon();

        (await _directory.NextAsync()).Answer.SetResult(other);
        await away.Soon();

        Assert.Same(here, feed.Lease);
        Assert.True(other.Disposed);
        await feed.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_WhileAcquiring_LetsTheLateLeaseGo()
    {
        var feed = new DeskFeed(FakeSession.Feeds(_directory));
        var late = new FakeLease();
        var switching = feed.SwitchAsync(late.Scope);

        await feed.DisposeAsync();
        (await _directory.NextAsync()).Answer.SetResult(late);
        await switching.Soon();

        Assert.True(late.Disposed);
        Assert.Null(feed.Lease);
    }

    [Fact]
    public async Task SwitchAsync_DirectoryFails_StaysWithWhatItHas()
    {
        var feed = new DeskFeed(FakeSession.Feeds(_directory));
        var here = new FakeLease();
        await SwitchAsync(feed, here);

        var away = feed.SwitchAsync(Scope.OfGroups([1]));
        (await _directory.NextAsync()).Answer.SetException(new InvalidOperationException("no"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => away.Soon());
        Assert.Same(here, feed.Lease);
        Assert.False(here.Disposed);
        await feed.DisposeAsync();
    }

    private async Task SwitchAsync(DeskFeed feed, FakeLease lease)
    {
        var switching = feed.SwitchAsync(lease.Scope);
        (await _directory.NextAsync()).Answer.SetResult(lease);
        await switching.Soon();
    }
}
