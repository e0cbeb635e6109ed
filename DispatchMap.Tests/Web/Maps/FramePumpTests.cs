using DispatchMap.Core.Frames;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Maps;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

public sealed partial class FramePumpTests : IAsyncDisposable
{
    private readonly SignalledTime _time = new(FleetKit.Noon);
    private readonly ScriptedBrowser _browser = new();
    private readonly CircuitConnection _connection = new();
    private readonly Dispatcher _circuit = Dispatcher.CreateDefault();
    private readonly CancellationTokenSource _stop = new();
    private readonly PushPace _pace = new();
    private readonly PageTimers _timers;
    private readonly FramePump _pump;
    private readonly Task _running;

    public FramePumpTests()
    {
        _timers = new(_pace, _time);
        _pump = new(_browser, _connection, _pace, _timers, _time);
        _running = _circuit.InvokeAsync(() => _pump.RunAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.Soon());
        Assert.Equal(_browser.Opened, _browser.Closed);
        _pump.Dispose();
        _timers.Dispose();
        _connection.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_NoRoom_OneFrameWaitsAndThenOneMergedDelta()
    {
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        await _browser.TakeAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        lease.Report(2);
        var silent = await _browser.NextAsync();

        for (var id = 3; id <= 1000; id++)
            lease.Report(id);
        Assert.Equal((2, 1), (_browser.Calls, _browser.InFlight));

        _browser.Take(silent);
        await _time.PassAsync(PushPace.FrameInterval);
        var merged = await _browser.TakeAsync();

        Assert.False(merged.IsSnapshot);
        Assert.Equal(3, _browser.Calls);
        Assert.Equal(1000, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task RunAsync_BrowserDoesNotAnswer_NoMoreThanAFewFramesAreOnTheirWay()
    {
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        Assert.True((await _browser.TakeAsync()).Asks);
        for (var sent = 1; sent < FramePump.MaxOnTheWay; sent++)
            Assert.False((await ReportedAsync(lease, 1 + sent)).Asks);

        await _time.PassAsync(PushPace.FrameInterval);
        lease.Report(100);
        var asked = await _browser.NextAsync();
        lease.Report(101);
        lease.Report(102);
        Assert.Equal((true, 1 + FramePump.MaxOnTheWay), (asked.Asks, _browser.Calls));

        _browser.Take(asked);
        await _time.PassAsync(PushPace.FrameInterval);
        var merged = await _browser.TakeAsync();

        Assert.False(merged.Asks);
        Assert.Equal([1, 2, 3, 4, 100, 101, 102], _browser.Held.Texts.Values.Select(text => text.VehicleId).Order());
    }

    [Fact]
    public async Task RunAsync_FrameThatTheBrowserRefuses_SnapshotFollowsTheNextAnswer()
    {
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        await _browser.TakeAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        lease.Report(2);
        (await _browser.NextAsync()).Taken.SetResult();
        for (var sent = 1; sent < FramePump.MaxOnTheWay; sent++)
            Assert.False((await ReportedAsync(lease, 2 + sent)).IsSnapshot);

        await _time.PassAsync(PushPace.FrameInterval);

        Assert.True((await _browser.TakeAsync()).IsSnapshot);
        Assert.Equal(2 + FramePump.MaxOnTheWay - 1, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task RunAsync_ConnectionLostDuringACall_ContinuesWithADeltaAfterItsReturn()
    {
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        await _browser.TakeAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        lease.Report(2);
        await _browser.NextAsync();

        await Lose();
        lease.Report(3);
        Assert.Equal(2, _browser.Calls);
        await Return();

        Assert.False((await _browser.TakeAsync()).IsSnapshot);
        Assert.Equal(3, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task RunAsync_ConnectionLostAfterTheFrameArrived_GoesOnFromWhatTheBrowserHolds()
    {
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        await _browser.TakeAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        lease.Report(2);
        _browser.Held.Apply((await _browser.NextAsync()).Frame);

        await Lose();
        lease.Report(3);
        await Return();

        Assert.False((await _browser.TakeAsync()).IsSnapshot);
        Assert.Equal((3, 3, 2), (_browser.Calls, _browser.Held.Records.Count, _browser.Opened));
    }

    [Fact]
    public async Task RunAsync_ConnectionLostBetweenChunks_TheWholeSnapshotAgain()
    {
        await UseAsync(new FakeLease().Report([.. Enumerable.Range(1, 9000).Select(id => (long)id)]));
        await _browser.TakeAsync();
        await _browser.NextAsync();

        await Lose();
        await Return();
        var again = await _browser.TakeAsync();
        await _browser.TakeAsync();
        await _browser.TakeAsync();

        Assert.True(again.IsSnapshot);
        Assert.Equal(9000, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task Use_OtherFeedDuringACall_WaitsForTheAnswerAndSendsItsSnapshot()
    {
        await UseAsync(new FakeLease().Report(1));
        var first = await _browser.NextAsync();

        await UseAsync(new FakeLease(kit: new(epoch: 8)).Report(5, 6));
        _browser.Take(first);
        await _browser.TakeAsync();

        Assert.Equal(0, _browser.Abandoned);
        Assert.Equal(8u, _browser.Held.Epoch);
        Assert.Equal(2, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task RunAsync_FeedLetGoOf_GoesOnWithTheNext()
    {
        var old = new FakeLease().Report(1);
        await UseAsync(old);
        await _browser.TakeAsync();
        await old.DisposeAsync();
        await _time.PassAsync(PushPace.FrameInterval);

        await UseAsync(new FakeLease(kit: new(epoch: 8)).Report(5));
        await _browser.TakeAsync();

        Assert.Equal(8u, _browser.Held.Epoch);
    }

    [Fact]
    public async Task LookAt_LargeFleet_IsToldWhatIsSeenAndWhatIsSelected()
    {
        var became = 0;
        _pump.BecamePartial += () => became++;
        var lease = Spread(FramePump.MaxWhole + 1);
        await UseAsync(lease);
        await _browser.TakeAsync();
        Assert.Equal((1, FramePump.MaxWhole + 1, 0), (became, _browser.Held.Vehicles, _browser.Held.Records.Count));

        await LookAsync(new(0, 0, 1, 10.5));
        await _time.PassAsync(PushPace.FrameInterval);
        await _browser.TakeAsync();
        Assert.Equal(11, _browser.Held.Records.Count);

        // Nothing happens in the fleet, but somebody pans.
        await _time.PassAsync(PushPace.FrameInterval);
        await LookAsync(new(0, 10.6, 1, 12.5), 700);
        var panned = await _browser.TakeAsync();
        Assert.False(panned.IsSnapshot);
        Assert.Equal([11, 12, 700], _browser.Held.Texts.Values.Select(text => text.VehicleId).Order());
    }

    [Fact]
    public async Task RunAsync_PartOfAFleetLostOnTheWay_StartsAgain()
    {
        await UseAsync(Spread(FramePump.MaxWhole + 1));
        await _browser.TakeAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        await LookAsync(new(0, 0, 1, 10.5));
        await _browser.NextAsync();

        await Lose();
        await Return();

        Assert.True((await _browser.TakeAsync()).IsSnapshot);
        Assert.Equal(11, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task RunAsync_FleetGrowsLargeAndSmallAgain_IsToldInPartAndThenAsAWhole()
    {
        var lease = Spread(FramePump.MaxWhole);
        await UseAsync(lease);
        for (var chunk = 0; chunk < 3; chunk++)
            await _browser.TakeAsync();
        Assert.False(_pump.Partial);

        await _time.PassAsync(PushPace.FrameInterval);
        lease.Report(FramePump.MaxWhole + 1);
        Assert.True((await _browser.TakeAsync()).IsSnapshot);
        Assert.True(_pump.Partial);

        lease.Kit.Fleet.BeginRound();
        lease.Report(1, 2);
        lease.Kit.Fleet.RemoveMissing(lease.Kit.Fleet.Round);
        lease.Kit.Fleet.Publish();
        await _time.PassAsync(PushPace.FrameInterval);
        Assert.True((await _browser.TakeAsync()).IsSnapshot);
        Assert.Equal(2, _browser.Held.Records.Count);
    }

    [Fact]
    public void LookAtAndShow_AfterTheEnd_DoNothing()
    {
        var pump = new FramePump(_browser, _connection, _pace, _timers, _time);
        pump.Dispose();

        pump.Use(new FakeLease());
        pump.LookAt(new(0, 0, 1, 1), []);
        pump.Show(false);

        Assert.Equal(0, _browser.Calls);
    }

    /// <summary>One vehicle more, an interval later.</summary>
    private async Task<ScriptedBrowser.Call> ReportedAsync(FakeLease lease, long id)
    {
        await _time.PassAsync(PushPace.FrameInterval);
        lease.Report(id);
        return await _browser.TakeAsync();
    }

    private static FakeLease Spread(int vehicles)
    {
        var lease = new FakeLease();
        // One on each of the first degrees, the rest far away.
        for (var id = 0; id < vehicles; id++)
            lease.Kit.Apply(FleetKit.Report(id, latitude: 0.5, longitude: Math.Min(id, 100)));
        return lease.Report();
    }

    private Task LookAsync(MapArea area, params long[] always) => _circuit.InvokeAsync(() => _pump.LookAt(area, [.. always]));

    private Task Lose() => _connection.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);

    private Task Return() => _connection.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);

    private Task UseAsync(FakeLease lease) => _circuit.InvokeAsync(() => _pump.Use(lease));
}
