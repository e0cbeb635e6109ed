using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Feeds;

/// <summary>A clock that stands still until it is moved, and tells when somebody has begun to wait for it.</summary>
internal sealed class ScriptedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _armed = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> _awaited = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_gate)
        {
            if (_awaited.FindIndex(waiter => waiter.Due == dueTime) is >= 0 and var at)
            {
                _awaited[at].Armed.SetResult();
                _awaited.RemoveAt(at);
            }
            else
            {
                _armed.Add(dueTime);
            }
        }

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
}
