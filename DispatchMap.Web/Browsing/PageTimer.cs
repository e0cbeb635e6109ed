using System.Threading.Tasks.Sources;

namespace DispatchMap.Web.Browsing;

/// <summary>
/// Lets one waiter at a time wait, over and over, for next to nothing: no timer, task or token is made for it. A wait may end
/// early; who needs the time itself looks at the clock.
/// </summary>
internal sealed class PageTimer : IValueTaskSource, IThreadPoolWorkItem, IDisposable
{
    private readonly PageTimers _timers;
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _wait;
    private bool _waiting;
    private bool _rung;

    internal PageTimer(PageTimers timers) => _timers = timers;

    /// <summary>Where the timers keep it; −1 when they do not any more. Theirs to write.</summary>
    internal int Place { get; set; }

    /// <summary>
    /// Completes after this time, or earlier when it is rung; at once when it has been rung since the last wait, or is disposed.
    /// </summary>
    public ValueTask WaitAsync(TimeSpan wait)
    {
        lock (_lock)
        {
            if (_rung || Place < 0)
            {
                _rung = false;
                return ValueTask.CompletedTask;
            }

            _wait.Reset();
            _waiting = true;
            var promise = new ValueTask(this, _wait.Version);
            _timers.Begin(this, wait);
            return promise;
        }
    }

    /// <summary>Ends the wait, or the next one.</summary>
    public void Ring()
    {
        lock (_lock)
        {
            if (!_waiting)
            {
                _rung = true;
                return;
            }
        }

        _timers.End(this);
        CompleteElsewhere();
    }

    public void Dispose()
    {
        _timers.Remove(this);
        CompleteElsewhere();
    }

    /// <summary>Its time has come.</summary>
    internal void Complete()
    {
        lock (_lock)
        {
            if (!_waiting)
                return;
            _waiting = false;
        }

        _wait.SetResult(true);
    }

    /// <summary>Who rings is on a context, perhaps, where the waiter has no business.</summary>
    private void CompleteElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => Complete();

    void IValueTaskSource.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);
}
