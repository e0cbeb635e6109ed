using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Rest;

public sealed class TokenCacheTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 14, 0, 0, TimeSpan.Zero));
    private readonly Queue<Func<Task<TokenGrant>>> _grants = new();
    private readonly TokenCache _cache;
    private int _requests;

    public TokenCacheTests() => _cache = new TokenCache(_ =>
    {
        Interlocked.Increment(ref _requests);
        return _grants.Dequeue()();
    }, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_ManyAtOnce_AskOnce()
    {
        var grant = new TaskCompletionSource<TokenGrant>(TaskCreationOptions.RunContinuationsAsynchronously);
        _grants.Enqueue(() => grant.Task);
        var waiting = Enumerable.Range(0, 50).Select(_ => _cache.GetAsync(Cancel)).ToArray();

        grant.SetResult(Grant("a", 3600));
        var tokens = await Task.WhenAll(waiting).Soon();

        Assert.Equal(1, _requests);
        Assert.All(tokens, token => Assert.Same(tokens[0], token));
    }

    [Fact]
    public async Task GetAsync_OneGivesUp_TheOthersStillGetTheirToken()
    {
        var grant = new TaskCompletionSource<TokenGrant>(TaskCreationOptions.RunContinuationsAsynchronously);
        _grants.Enqueue(() => grant.Task);
        using var impatient = new CancellationTokenSource();
        var first = _cache.GetAsync(impatient.Token);
        var second = _cache.GetAsync(Cancel);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Soon());
        grant.SetResult(Grant("a", 3600));

        Assert.Equal("a", (await second.Soon()).Text.Reveal());
        Assert.Equal(1, _requests);
    }

    [Fact]
    public async Task GetAsync_NearExpiry_RenewsAMinuteBefore()
    {
        Enqueue("a", 3600);
        Enqueue("b", 3600);

        Assert.Equal("a", await GetAsync());
        _time.Advance(TimeSpan.FromSeconds(3539));
        Assert.Equal("a", await GetAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("b", await GetAsync());
    }

    [Fact]
    public async Task GetAsync_SameTokenAgain_IsKeptUntilASecondAfterItsEnd()
    {
        Enqueue("a", 3600);
        Enqueue("a", 60);
        Enqueue("b", 3600);
        await GetAsync();
        _time.Advance(TimeSpan.FromSeconds(3540));

        for (var i = 0; i < 60; i++)
        {
            Assert.Equal("a", await GetAsync());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((2, "a"), (_requests, await GetAsync()));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("b", await GetAsync());
        Assert.Equal(3, _requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-30)]
    public async Task GetAsync_NoLifetimeLeft_AsksAtMostOncePerSecond(int expiresIn)
    {
        for (var i = 0; i < 3; i++)
            Enqueue("a", expiresIn);

        for (var i = 0; i < 40; i++)
        {
            Assert.Equal("a", await GetAsync());
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task GetAsync_NoExpiry_AssumesAnHour()
    {
        Enqueue("a", null);
        Enqueue("b", null);
        await GetAsync();

        _time.Advance(TimeSpan.FromMinutes(58));
        Assert.Equal("a", await GetAsync());
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("b", await GetAsync());
    }

    [Fact]
    public async Task GetAsync_HugeExpiry_IsRenewedWithinADay()
    {
        Enqueue("a", 1_000_000_000);
        Enqueue("b", 3600);
        await GetAsync();

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("b", await GetAsync());
    }

    [Fact]
    public async Task Reject_ByManyAtOnce_RenewsOnce()
    {
        Enqueue("a", 3600);
        Enqueue("b", 3600);
        var old = await _cache.GetAsync(Cancel).Soon();

        var renewed = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            _cache.Reject(old);
            return await _cache.GetAsync(Cancel);
        })).Soon();

        Assert.All(renewed, token => Assert.Equal("b", token.Text.Reveal()));
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task GetAsync_RenewalFailsEarly_KeepsTheTokenWhileItLives()
    {
        Enqueue("a", 3600);
        Fail();
        Fail();
        await GetAsync();
        _time.Advance(TimeSpan.FromSeconds(3545));

        Assert.Equal("a", await GetAsync());
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("a", await GetAsync());
        Assert.Equal(2, _requests);
        _time.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<UpstreamException>(() => GetAsync());
    }

    [Fact]
    public async Task GetAsync_AfterAFailure_AsksAgain()
    {
        Fail();
        Enqueue("a", 3600);

        await Assert.ThrowsAsync<UpstreamException>(() => GetAsync());

        Assert.Equal("a", await GetAsync());
    }

    private static TokenGrant Grant(string token, double? expiresIn) =>
        new(new Secret(token), expiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    private void Enqueue(string token, double? expiresIn) => _grants.Enqueue(() => Task.FromResult(Grant(token, expiresIn)));

    private void Fail() => _grants.Enqueue(() => Task.FromException<TokenGrant>(new UpstreamException(UpstreamFailure.Unreachable, "down")));

    private async Task<string> GetAsync() => (await _cache.GetAsync(Cancel).Soon()).Text.Reveal();
}
