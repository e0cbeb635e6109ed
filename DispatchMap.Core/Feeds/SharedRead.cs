namespace DispatchMap.Core.Feeds;

/// <summary>
/// One read for all feeds that need it: after an outage they all do at once, and the account's lists are the same for each.
/// </summary>
/// <param name="read">Reads upstream; goes on when one of those who wait gives up.</param>
/// <param name="maxAge">How long ago a read may have begun to do; zero means that each caller's read begins after it asked.</param>
internal sealed class SharedRead<T>(Func<Task<T>> read, TimeSpan maxAge, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<T>? _running;
    private Task<T>? _next;
    private long _begun;

    public Task<T> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var task =
                _next is not null ? _next :
                _running is null || (_running.IsCompleted && !Serves(_running)) ? Begin() :
                Serves(_running) ? _running :
                _next = AfterAsync(_running);
            return task.WaitAsync(cancellationToken);
        }
    }

    private bool Serves(Task<T> running) =>
        maxAge > TimeSpan.Zero && !running.IsFaulted && !running.IsCanceled && time.GetElapsedTime(_begun) <= maxAge;

    private Task<T> Begin()
    {
        _begun = time.GetTimestamp();
        return _running = Task.Run(read);
    }

    private async Task<T> AfterAsync(Task earlier)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<T> mine;
        lock (_gate)
        {
            _next = null;
            mine = Begin();
        }

        return await mine;
    }
}
