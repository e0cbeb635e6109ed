using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Simulator;

/// <summary>What an emulator has done so far. Safe to read at any time; wait for a value with <see cref="WhenAsync"/>.</summary>
public sealed class SimulatorCounters
{
    private readonly Lock _gate = new();
    private readonly long[] _requests = new long[Enum.GetValues<ApiCall>().Length];
    private readonly Queue<string> _secrets = [];
    private readonly List<(Func<SimulatorCounters, bool> Condition, TaskCompletionSource Reached)> _waiting = [];
    private long _tokensIssued;
    private long _streamsCreated;
    private long _socketsOpened;
    private long _openSockets;
    private long _messagesSent;
    private long _slowClientsDropped;

    /// <summary>The last thousand access and stream tokens handed out, so that a test can search for them where they must not be.</summary>
    public IReadOnlyList<string> Secrets
    {
        get
        {
            lock (_gate)
                return [.. _secrets];
        }
    }

    /// <summary>Different access tokens handed out.</summary>
    public long TokensIssued => Interlocked.Read(ref _tokensIssued);

    /// <summary>Stream sessions created.</summary>
    public long StreamsCreated => Interlocked.Read(ref _streamsCreated);

    /// <summary>Sockets that were ever open.</summary>
    public long SocketsOpened => Interlocked.Read(ref _socketsOpened);

    /// <summary>Sockets open now.</summary>
    public long OpenSockets => Interlocked.Read(ref _openSockets);

    /// <summary>Messages sent on all sockets.</summary>
    public long MessagesSent => Interlocked.Read(ref _messagesSent);

    /// <summary>Sockets dropped because their client did not read.</summary>
    public long SlowClientsDropped => Interlocked.Read(ref _slowClientsDropped);

    /// <summary>Requests that reached an call, failed ones too.</summary>
    public long Requests(ApiCall call) => Interlocked.Read(ref _requests[(int)call]);

    /// <summary>
    /// Completes when the condition holds. It is asked again after every request, stream and socket change, under a lock:
    /// it should only read counters. (Sent messages alone do not wake it.)
    /// </summary>
    public Task WhenAsync(Func<SimulatorCounters, bool> condition)
    {
        lock (_gate)
        {
            if (condition(this))
                return Task.CompletedTask;

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((condition, reached));
            return reached.Task;
        }
    }

    internal void RequestSeen(ApiCall call) => Count(ref _requests[(int)call], 1);

    internal void TokenIssued(string token)
    {
        Remember(token);
        Count(ref _tokensIssued, 1);
    }

    internal void StreamCreated(string token)
    {
        Remember(token);
        Count(ref _streamsCreated, 1);
    }

    internal void SocketOpened()
    {
        Interlocked.Increment(ref _socketsOpened);
        Count(ref _openSockets, 1);
    }

    internal void SocketClosed() => Count(ref _openSockets, -1);

    internal void SlowClientDropped() => Count(ref _slowClientsDropped, 1);

    internal void MessageSent() => Interlocked.Increment(ref _messagesSent);

    private void Remember(string secret)
    {
        lock (_gate)
        {
            _secrets.Enqueue(secret);
            if (_secrets.Count > 1000)
                _secrets.Dequeue();
        }
    }

    private void Count(ref long counter, long by)
    {
        Interlocked.Add(ref counter, by);
        lock (_gate)
        {
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (!_waiting[i].Condition(this))
                    continue;

                _waiting[i].Reached.TrySetResult();
                _waiting.RemoveAt(i);
            }
        }
    }
}
