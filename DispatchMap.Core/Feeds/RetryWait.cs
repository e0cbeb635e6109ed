namespace DispatchMap.Core.Feeds;

/// <summary>A wait before another attempt that can be cut short, once, down to the part the vendor asked for.</summary>
internal sealed class RetryWait(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _cut;
    private bool _expected;
    private bool _cutAhead;
    private DateTimeOffset _least;
    private DateTimeOffset _until;

    /// <summary>When the wait ends, by our clock; null when nobody waits.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (_gate)
                return _cut is null ? null : _cut.Task.IsCompleted ? _least : _until;
        }
    }

    /// <summary>
    /// Says that a wait is about to begin: a cut from now on is for that one. Whoever sees that something was lost may be quicker
    /// than the wait.
    /// </summary>
    public void Expect()
    {
        lock (_gate)
            (_expected, _cutAhead) = (true, false);
    }

    /// <param name="least">The part that cannot be cut: the vendor's <c>Retry-After</c>.</param>
    /// <param name="started">Called once <see cref="Until"/> is set.</param>
    public async Task WaitAsync(TimeSpan least, TimeSpan wait, Action? started, CancellationToken cancellationToken)
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            (_cut, _least, _until) = (cut, now + least, now + (wait > least ? wait : least));
            if (_cutAhead)
                cut.SetResult();
            _expected = _cutAhead = false;
        }

        try
        {
            started?.Invoke();
            if (least > TimeSpan.Zero)
                await Task.Delay(least, time, cancellationToken);
            if (wait > least)
                await cut.Task.WaitAsync(wait - least, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            lock (_gate)
                _cut = null;
        }
    }

    /// <summary>Cuts the present wait short, or the one that is expected; without either it does nothing.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _cut?.TrySetResult();
            _cutAhead |= _expected;
        }
    }
}
