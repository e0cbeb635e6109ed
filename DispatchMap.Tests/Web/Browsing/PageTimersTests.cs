using DispatchMap.Web.Browsing;
using DispatchMap.Web.Maps;
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
    public void WaitAsync_TimePasses_CompletesThenAndNotBefore()
    {
        var timer = _timers.Create();
        var wait = WaitAsync(timer, Second);

        _time.Advance(Second - _pace.Grain);
        Assert.False(wait.IsCompleted);
        _time.Advance(_pace.Grain);

        Assert.True(wait.IsCompleted);
    }

    [Fact]
    public void WaitAsync_LongAndShort_EachInItsTime()
    {
        var first = WaitAsync(_timers.Create(), Second * 3);
        var second = WaitAsync(_timers.Create(), Second);
        var third = WaitAsync(_timers.Create(), Second * 2);

        _time.Advance(Second);
        Assert.Equal((false, true, false), (first.IsCompleted, second.IsCompleted, third.IsCompleted));
        _time.Advance(Second);
        Assert.Equal((false, true), (first.IsCompleted, third.IsCompleted));
        _time.Advance(Second);
        Assert.True(first.IsCompleted);
    }

    [Fact]
    public void WaitAsync_ManyThatEndWithinAGrain_TheMachineRingsTwice()
    {
        for (var i = 0; i < 1000; i++)
            _ = WaitAsync(_timers.Create(), Second + i * _pace.Grain / 1000);

        for (var passed = TimeSpan.Zero; passed < Second * 2; passed += _pace.Grain / 10)
            _time.Advance(_pace.Grain / 10);

        Assert.Equal((1, 2), (_time.Timers, _time.Rings));
    }

    [Fact]
    public void WaitAsync_OverAndOver_AllocatesNothing()
    {
        var timer = _timers.Create();
        _ = WaitAsync(_timers.Create(), Second);
        var waits = WaitAsync(timer, Second * 5, times: 1001);
        timer.Ring();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            timer.Ring();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(waits.IsCompleted);
    }

    [Fact]
    public void Ring_DuringAWait_EndsItAndNotTheNext()
    {
        var timer = _timers.Create();
        var wait = WaitAsync(timer, Second);

        timer.Ring();
        Assert.True(wait.IsCompleted);
        var next = WaitAsync(timer, Second * 2);
        _time.Advance(Second);

        Assert.False(next.IsCompleted);
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
    public void Dispose_DuringAWait_EndsItAndLeavesTheOthers()
    {
        PageTimer[] timers = [_timers.Create(), _timers.Create(), _timers.Create()];
        Task[] waits = [.. timers.Select(timer => WaitAsync(timer, Second))];

        timers[0].Dispose();
        timers[0].Dispose();
        Assert.Equal([true, false, false], waits.Select(wait => wait.IsCompleted));
        timers[2].Dispose();
        _time.Advance(Second);

        Assert.All(waits, wait => Assert.True(wait.IsCompleted));
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
