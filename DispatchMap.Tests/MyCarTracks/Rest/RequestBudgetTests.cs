using DispatchMap.Core;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Rest;

public sealed class RequestBudgetTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RequestBudget _budget;

    /// <summary>Three requests in 15 minutes, one every five, and room for two to wait.</summary>
    public RequestBudgetTests() => _budget = new(3, TimeSpan.FromMinutes(15), 2, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _budget.Dispose();

    [Fact]
    public async Task SpendAsync_BudgetSpent_WaitsForTheNextTokenInTurn()
    {
        await SpendAsync(3);
        var first = _budget.SpendAsync(Cancel).AsTask();
        var second = _budget.SpendAsync(Cancel).AsTask();
        Assert.Equal((0, 2), (_budget.Left, _budget.Waiting));

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True((await first.Soon()).IsAcquired);
        Assert.False(second.IsCompleted);

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await second.Soon()).IsAcquired);
        Assert.Equal((0, 0), (_budget.Left, _budget.Waiting));
    }

    [Fact]
    public async Task Left_AfterAQuietTime_IsFullAndNeverMore()
    {
        await SpendAsync(2);
        Assert.Equal(1, _budget.Left);
        _time.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(2, _budget.Left);
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(3, _budget.Left);

        _time.Advance(TimeSpan.FromDays(1));
        await SpendAsync(3);
        Assert.Equal(0, _budget.Left);
        _time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(0, _budget.Left);
    }

    [Fact]
    public async Task SpendAsync_TooManyWaiting_IsRefusedAtOnce()
    {
        await SpendAsync(3);
        var waiting = new[] { _budget.SpendAsync(Cancel).AsTask(), _budget.SpendAsync(Cancel).AsTask() };

        Assert.False((await _budget.SpendAsync(Cancel).AsTask().Soon()).IsAcquired);

        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.All(await Task.WhenAll(waiting).Soon(), lease => Assert.True(lease.IsAcquired));
    }

    [Fact]
    public async Task SpendAsync_WaiterGivesUp_CostsNothing()
    {
        await SpendAsync(3);
        using var stop = new CancellationTokenSource();
        var given = _budget.SpendAsync(stop.Token).AsTask();
        var next = _budget.SpendAsync(Cancel).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.Soon());
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.True((await next.Soon()).IsAcquired);
    }

    [Fact]
    public async Task SpendAsync_ByManyWhileTimeRuns_NeverGoesOverTheBudget()
    {
        using var budget = new RequestBudget(10, TimeSpan.FromSeconds(10), 1000, _time);
        var spent = 0;
        var all = Enumerable.Range(0, 500).Select(_ => Task.Run(async () =>
        {
            Assert.True((await budget.SpendAsync(Cancel)).IsAcquired);
            Interlocked.Increment(ref spent);
        }, Cancel)).ToArray();

        for (var second = 0; second < 490; second++)
        {
            Assert.InRange(Volatile.Read(ref spent), 0, 10 + second);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // Whoever came after the last step is served by further ones.
        await Waiting.UntilAsync(() => all.All(task => task.IsCompleted), async () =>
        {
            await Task.Yield();
            _time.Advance(TimeSpan.FromSeconds(1));
        });

        await Task.WhenAll(all).Soon();
    }

    [Fact]
    public void Of_AnotherSecret_IsTheSameBudget()
    {
        using var budgets = new RequestBudgets(Options.Create(new UpstreamOptions()), _time);
        var connection = ClientRig.Connection();

        Assert.Same(budgets.Of(connection), budgets.Of(connection with { ClientSecret = new Secret("new") }));
        Assert.NotSame(budgets.Of(connection), budgets.Of(ClientRig.Connection("client-2")));
        Assert.Equal(300, budgets.Of(connection).Left);
    }

    [Fact]
    public async Task Client_BudgetSpent_DelaysEveryKindOfRequestBeyondTheTimeAnAnswerMayTake()
    {
        await using var rig = new ClientRig(("DispatchMap:Upstream:RequestBudget", "2"), ("DispatchMap:Upstream:BudgetWindow", "00:02:00"));
        rig.Vendor.Answer(_ => FakeVendor.Json("""{"websocketUrl":"wss://vendor.test/s","data":[]}"""));
        await rig.Client.GetVehiclesAsync(Cancel).Soon(); // The token and the list.
        var creating = rig.Client.CreateStreamAsync(Scope.All(), Cancel);
        Assert.Equal(1, rig.Budget.Waiting);

        rig.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(creating.IsCompleted);
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        await creating.Soon();
        Assert.Equal(["/services/rest/v3/vehicles?limit=1000", "/services/rest/v3/vehicles/livePositions/stream"], rig.Vendor.Paths);
    }

    [Fact]
    public async Task Client_TooManyWaiting_FailsLikeAVendorWhoRefuses()
    {
        await using var rig = new ClientRig(
            ("DispatchMap:Upstream:RequestBudget", "2"), ("DispatchMap:Upstream:MaxWaitingRequests", "1"));
        await rig.Client.GetVehiclesAsync(Cancel).Soon();
        using var stop = new CancellationTokenSource();
        var waiting = rig.Client.GetVehiclesAsync(stop.Token);
        Assert.Equal(1, rig.Budget.Waiting);

        Assert.Equal(UpstreamFailure.RateLimited, (await ClientRig.FailsAsync(rig.Client.CreateStreamAsync(Scope.All(), Cancel))).Failure);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        Assert.Equal(0, rig.Budget.Waiting);
    }

    [Fact]
    public async Task Client_AttemptsOfOneRequest_AreEachCharged()
    {
        await using var rig = new ClientRig(("DispatchMap:Upstream:RequestBudget", "300"));
        rig.Vendor.Answer(_ => FakeVendor.Status(503));

        await ClientRig.FailsAsync(rig.Client.GetVehiclesAsync(Cancel));

        Assert.Equal((3, rig.Budget.Limit - 4), (rig.Vendor.Paths.Count(), rig.Budget.Left)); // Three attempts and the token.
    }

    private async Task SpendAsync(int times)
    {
        for (var i = 0; i < times; i++)
            Assert.True((await _budget.SpendAsync(Cancel).AsTask().Soon()).IsAcquired);
    }
}
