using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Feeds;

/// <summary>A clock that stands still until it is moved, and tells when somebody has begun to wait for it.</summary>
internal sealed class ScriptedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _armed = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> _awaited = [];
    private long _wall;
    private long _steady;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _wall));

    public override long GetTimestamp() => base.GetUtcNow().Ticks + Interlocked.Read(ref _steady);

    /// <summary>Takes the clocks ahead, each by its own; no timer notices.</summary>
    public void Skip(TimeSpan wall, TimeSpan steady)
    {
        Interlocked.Add(ref _wall, wall.Ticks);
        Interlocked.Add(ref _steady, steady.Ticks);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new NotedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Note(dueTime);
        return timer;
    }

    /// <summary>Waits until a timer of this length has been set, then lets it run out. Each timer set counts once.</summary>
    public async Task RunOutAsync(TimeSpan due)
    {
        await ArmedAsync(due);
        Advance(due);
    }

    /// <summary>Waits until a timer of this length has been set. Each timer set counts once.</summary>
    public Task ArmedAsync(TimeSpan due)
    {
        lock (_gate)
        {
            if (_armed.Remove(due))
                return Task.CompletedTask;
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((due, armed));
            return armed.Task.Soon();
        }
    }

    private void Note(TimeSpan due)
    {
        lock (_gate)
        {
            if (_awaited.FindIndex(waiter => waiter.Due == due) is >= 0 and var at)
            {
                _awaited[at].Armed.SetResult();
                _awaited.RemoveAt(at);
            }
            else
            {
                _armed.Add(due);
            }
        }
    }

    private sealed class NotedTimer(ScriptedTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            time.Note(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
