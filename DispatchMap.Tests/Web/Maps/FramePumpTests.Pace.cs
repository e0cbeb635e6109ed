using DispatchMap.Web.Maps;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

/// <summary>When a frame is sent, and when the next.</summary>
public sealed partial class FramePumpTests
{
    [Fact]
    public async Task RunAsync_PageIsBusy_FramesDoNotWaitForIt()
    {
        using var done = new ManualResetEventSlim();
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        await _browser.TakeAsync();
        var page = Task.Run(() => _circuit.InvokeAsync(() => done.Wait(TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);

        await ReportedAsync(lease, 2);
        await ReportedAsync(lease, 3);

        Assert.False(page.IsCompleted);
        done.Set();
        await page.Soon();
    }

    [Fact]
    public async Task RunAsync_SnapshotRefused_TriesAgainOnlyAfterAPause()
    {
        await UseAsync(new FakeLease().Report(1));
        (await _browser.NextAsync()).Taken.SetResult();

        await _time.PassAsync(FramePump.Pause);

        Assert.True((await _browser.TakeAsync()).IsSnapshot);
        Assert.Equal(2, _browser.Calls);
    }

    [Fact]
    public async Task RunAsync_NoAnswerInTime_BeginsAnewFromWhatTheBrowserHoldsThen()
    {
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        await _browser.TakeAsync();
        for (var sent = 1; sent < FramePump.MaxOnTheWay; sent++)
            await ReportedAsync(lease, 1 + sent);
        await _time.PassAsync(PushPace.FrameInterval);
        lease.Report(100);
        Assert.True((await _browser.NextAsync()).Asks);

        await _time.PassAsync(FramePump.AnswerLimit);
        await _time.PassAsync(FramePump.Pause);

        Assert.False((await _browser.TakeAsync()).IsSnapshot);
        Assert.Equal((FramePump.MaxOnTheWay + 1, 2), (_browser.Held.Records.Count, _browser.Opened));
    }

    [Fact]
    public async Task RunAsync_BrowserTakesItsTime_IsLeftAloneForAsLong()
    {
        var took = PushPace.FrameInterval * 0.8;
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        var slow = await _browser.NextAsync();
        _time.Advance(took);
        lease.Report(2);
        _browser.Take(slow);

        await _time.PassAsync(took);

        Assert.False((await _browser.TakeAsync()).IsSnapshot);
    }

    [Fact]
    public async Task RunAsync_WaitEndedLate_TheNextFrameIsNotLateForIt()
    {
        var late = _pace.Grain / 2;
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        await _browser.TakeAsync();
        lease.Report(2);
        await _time.PassAsync(PushPace.FrameInterval, PushPace.FrameInterval + late);
        await _browser.TakeAsync();
        lease.Report(3);

        await _time.PassAsync(PushPace.FrameInterval - late);

        await _browser.TakeAsync();
        Assert.Equal(3, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task Show_HiddenMap_IsToldOncePerLongIntervalAndAtOnceWhenSomebodyLooks()
    {
        var lease = new FakeLease().Report(1);
        await UseAsync(lease);
        await _circuit.InvokeAsync(() => _pump.Show(false));
        await _browser.TakeAsync();
        lease.Report(2);
        await _time.PassAsync(PushPace.HiddenInterval);
        Assert.False((await _browser.TakeAsync()).IsSnapshot);

        lease.Report(3);
        await _time.PassAsync(PushPace.HiddenInterval, PushPace.FrameInterval);
        await _circuit.InvokeAsync(() => _pump.Show(true));

        Assert.False((await _browser.TakeAsync()).IsSnapshot);
        Assert.Equal((3, 3), (_browser.Calls, _browser.Held.Records.Count));
    }
}
