using DispatchMap.Web.Browsing;
using DispatchMap.Web.Maps;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.Web.Browsing;

public sealed class PageTimersTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CountingTime _time = new();
    private readonly PushPace _pace = new();
    private readonly PageTimers _timers;

    public PageTimersTests() => _timers = new(_pace, _time);

    public void Dispose() => _timers.Dispose();

    [Fact]
    public async Task WaitAsync_TimePasses_CompletesThenAndNotBefore()
    {
        var wait = WaitAsync(_timers.Create(), Second);
        var before = WaitAsync(_timers.Create(), Second - _pace.Grain);

        _time.Advance(Second - _pace.Grain);
        await before.Soon();
        Assert.False(wait.IsCompleted);
        _time.Advance(_pace.Grain);

        await wait.Soon();
    }

    [Fact]
    public async Task WaitAsync_LongAndShort_EachInItsTime()
    {
        var first = WaitAsync(_timers.Create(), Second * 3);
        var second = WaitAsync(_timers.Create(), Second);
        var third = WaitAsync(_timers.Create(), Second * 2);

        _time.Advance(Second);
        await second.Soon();
        Assert.Equal((false, false), (first.IsCompleted, third.IsCompleted));
        _time.Advance(Second);
        await third.Soon();
        Assert.False(first.IsCompleted);
        _time.Advance(Second);
        await first.Soon();
    }

    [Fact]
    public async Task WaitAsync_ManyThatEndWithinAGrain_TheMachineRingsTwice()
    {
        Task[] waits = [.. Enumerable.Range(0, 1000).Select(i => WaitAsync(_timers.Create(), Second + i * _pace.Grain / 1000))];

        for (var passed = TimeSpan.Zero; passed < Second * 2; passed += _pace.Grain / 10)
            _time.Advance(_pace.Grain / 10);

        await Task.WhenAll(waits).Soon();
        Assert.Equal((1, 2), (_time.Timers, _time.Rings));
    }

    [Fact]
    public void WaitAsync_OverAndOver_AllocatesNothing()
    {
        var timer = _timers.Create();
        _ = WaitAsync(_timers.Create(), Second);
        var waits = WaitAsync(timer, Second * 5, times: 1001);
        timer.Complete();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            timer.Complete();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(waits.IsCompleted);
    }

    [Fact]
    public async Task Ring_DuringAWait_EndsItAndNotTheNext()
    {
        var timer = _timers.Create();
        var wait = WaitAsync(timer, Second);

        timer.Ring();
        await wait.Soon();
        var next = WaitAsync(timer, Second * 2);
        var other = WaitAsync(_timers.Create(), Second);
        _time.Advance(Second);

        await other.Soon();
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Ring_OnAContext_TheWaiterGoesOnBesideIt()
    {
        var timer = _timers.Create();
        var waiter = WaitAsync(timer, Second).ContinueWith(
            _ => SynchronizationContext.Current,
            TestContext.Current.CancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        await Dispatcher.CreateDefault().InvokeAsync(timer.Ring);

        Assert.Null(await waiter.Soon());
    }

    [Fact]
    public void Ring_BetweenWaits_EndsTheNextOneOnly()
    {
        var timer = _timers.Create();

        timer.Ring();
        timer.Ring();

        Assert.True(WaitAsync(timer, Second).IsCompleted);
        Assert.False(WaitAsync(timer, Second).IsCompleted);
    }

    [Fact]
    public async Task Dispose_DuringAWait_EndsItAndLeavesTheOthers()
    {
        PageTimer[] timers = [_timers.Create(), _timers.Create(), _timers.Create()];
        Task[] waits = [.. timers.Select(timer => WaitAsync(timer, Second))];

        timers[0].Dispose();
        timers[0].Dispose();
        await waits[0].Soon();
        Assert.Equal([false, false], waits[1..].Select(wait => wait.IsCompleted));
        timers[2].Dispose();
        _time.Advance(Second);

        await Task.WhenAll(waits).Soon();
        Assert.True(WaitAsync(timers[0], Second).IsCompleted);
    }

    private static async Task WaitAsync(PageTimer timer, TimeSpan wait, int times = 1)
    {
        for (var i = 0; i < times; i++)
            await timer.WaitAsync(wait).ConfigureAwait(false);
    }

    /// <summary>Counts what is asked of the machine.</summary>
    private sealed class CountingTime : FakeTimeProvider
    {
        public int Timers { get; private set; }

        public int Rings { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timers++;
            return base.CreateTimer(
                given =>
                {
                    Rings++;
                    callback(given);
                },
                state, dueTime, period);
        }
    }
}
