namespace DispatchMap.Tests.Faults;

/// <summary>
/// The real clock, seen by us and by the vendor, that can jump ahead for both at once. It counts our timers, so that a test sees
/// what is left behind, and it holds what the vendor delays by <see cref="Held"/> until it is released.
/// </summary>
internal sealed class MatrixClock
{
    /// <summary>A delay that lasts until <see cref="Release"/>.</summary>
    public static readonly TimeSpan Held = TimeSpan.FromHours(17);

    private const int Lasting = 1;

    private readonly Lock _gate = new();
    private readonly List<HeldTimer> _held = [];
    private TaskCompletionSource? _idle;
    private TaskCompletionSource? _holding;
    private long _ahead;
    private int _timers;

    public MatrixClock() => (Ours, Vendors) = (new View(this, counts: true), new View(this, counts: false));

    public TimeProvider Ours { get; }

    public TimeProvider Vendors { get; }

    /// <summary>Takes both clocks ahead; no timer notices.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    /// <summary>Completes when a delay is held: what is released before that is nothing.</summary>
    public Task HoldingAsync()
    {
        lock (_gate)
            return _held.Count > 0 ? Task.CompletedTask : (_holding ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>Ends all delays that are held now.</summary>
    public void Release()
    {
        HeldTimer[] held;
        lock (_gate)
            held = [.. _held];
        foreach (var timer in held)
            timer.RunOut();
    }

    /// <summary>Completes when none of our timers is left but the one of the account's request budget, which lives as long as the program.</summary>
    public Task IdleAsync()
    {
        lock (_gate)
            return _timers <= Lasting ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private void Count(int change)
    {
        lock (_gate)
        {
            _timers += change;
            if (_timers <= Lasting)
                _idle?.TrySetResult();
        }
    }

    private sealed class View(MatrixClock clock, bool counts) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref clock._ahead));

        public override long GetTimestamp() =>
            System.GetTimestamp() + (long)(Interlocked.Read(ref clock._ahead) * (TimestampFrequency / (double)TimeSpan.TicksPerSecond));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Held)
                return new HeldTimer(clock, () => callback(state));
            var timer = System.CreateTimer(callback, state, dueTime, period);
            return counts ? new CountedTimer(clock, timer) : timer;
        }
    }

    private sealed class CountedTimer : ITimer
    {
        private readonly MatrixClock _clock;
        private readonly ITimer _timer;
        private int _disposed;

        public CountedTimer(MatrixClock clock, ITimer timer)
        {
            (_clock, _timer) = (clock, timer);
            clock.Count(1);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

        public void Dispose()
        {
            _timer.Dispose();
            Forget();
        }

        public async ValueTask DisposeAsync()
        {
            await _timer.DisposeAsync();
            Forget();
        }

        private void Forget()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                _clock.Count(-1);
        }
    }

    private sealed class HeldTimer : ITimer
    {
        private readonly MatrixClock _clock;
        private readonly Action _runOut;

        public HeldTimer(MatrixClock clock, Action runOut)
        {
            (_clock, _runOut) = (clock, runOut);
            lock (clock._gate)
            {
                clock._held.Add(this);
                clock._holding?.TrySetResult();
                clock._holding = null;
            }
        }

        public void RunOut()
        {
            Dispose();
            _runOut();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (_clock._gate)
                _clock._held.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
