using Microsoft.AspNetCore.Components.Server.Circuits;

namespace DispatchMap.Web.Browsing;

/// <summary>
/// Whether the browser can hear us. A call to a browser that cannot hangs and is never resent, so whoever calls waits for
/// <see cref="WhenUp"/> and gives up with <see cref="UntilDown"/>.
/// </summary>
internal sealed class CircuitConnection : CircuitHandler, IDisposable
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _up = Completed();
    private CancellationTokenSource _down = new();

    /// <summary>Raised on every return of the connection, on any thread.</summary>
    public event Action? Up;

    /// <summary>Completes as soon as there is a connection. A circuit begins with one.</summary>
    public Task WhenUp
    {
        get
        {
            lock (_lock)
                return _up.Task;
        }
    }

    /// <summary>Cancelled when the connection of this moment is lost.</summary>
    public CancellationToken UntilDown
    {
        get
        {
            lock (_lock)
                return _down.Token;
        }
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        CancellationTokenSource down;
        lock (_lock)
        {
            if (!_up.Task.IsCompleted)
                return Task.CompletedTask;
            _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
            down = _down;
        }
        down.Cancel();
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        TaskCompletionSource up;
        lock (_lock)
        {
            if (_up.Task.IsCompleted)
                return Task.CompletedTask;
            _down.Dispose();
            _down = new();
            up = _up;
        }
        up.SetResult();
        Up?.Invoke();
        return Task.CompletedTask;
    }

    public void Dispose() => _down.Dispose();

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
