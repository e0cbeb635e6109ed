using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.MyCarTracks;

/// <summary>A clock that moves by hand, except that a short wait (the pause before another attempt) is over at once.</summary>
internal sealed class QuickClock() : FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 14, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < Short)
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        return timer;
    }
}
