using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Web;

/// <summary>A clock that says when somebody starts to wait on it, so that a test never advances it too early.</summary>
internal sealed class SignalledTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return new SignalledTimer(timer, _waits.Writer);
    }

    /// <summary>Waits until somebody waits this long, then lets that time pass, or another.</summary>
    public async Task PassAsync(TimeSpan wait, TimeSpan? passes = null)
    {
        while (await _waits.Reader.ReadAsync().AsTask().Soon() != wait)
        {
        }
        Advance(passes ?? wait);
    }

    private sealed class SignalledTimer(ITimer timer, ChannelWriter<TimeSpan> waits) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            waits.TryWrite(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
