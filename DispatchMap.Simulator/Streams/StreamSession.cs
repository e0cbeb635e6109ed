using System.Net.WebSockets;
using System.Threading.Channels;
using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Streams;

/// <summary>One stream session: created by a request, claimed once by a socket, over at <see cref="ExpiresAt"/>.</summary>
internal sealed class StreamSession(StreamHub hub, StreamRequest request, string id, string token, DateTimeOffset expiresAt)
{
    // Closing is between two real machines, whatever clock the vehicles live by.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly Outbox _outbox = new(request.MinInterval);

    // One pending wake-up is as good as many: the sender looks at everything each time it wakes.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private Action? _abort;
    private volatile CloseOrder? _close;
    private DateTimeOffset _heartbeatAt;
    private Func<TimeSpan>? _stuckFor;

    public string Id => id;

    public string Token => token;

    public DateTimeOffset ExpiresAt => expiresAt;

    public StreamRequest Request => request;

    /// <summary>Whether a socket has used the token; under the gate.</summary>
    public bool IsClaimed { get; set; }

    /// <summary>Serves the socket until it or the session ends.</summary>
    public async Task RunAsync(WebSocket socket, Action abort, CancellationToken aborted)
    {
        // Not disposed: it may be dropped at any moment, also just after its end. It goes with the request it is linked to.
        var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        _abort = () =>
        {
            _ = ending.CancelAsync();
            abort();
        };
        using var sender = new EventSender(hub, this, socket);
        _stuckFor = sender.StuckFor;
        _outbox.TryAdd(new Outgoing(OutgoingKind.Connected));
        _heartbeatAt = hub.Time.GetUtcNow() + hub.Options.Heartbeat;
        hub.Opened(this);
        Wake();
        try
        {
            var receiving = ReceiveAsync(socket, ending);
            await SendAllAsync(socket, sender, ending.Token);
            await receiving.WaitAsync(ClosePatience, TimeProvider.System, ending.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException or IOException or TimeoutException)
        {
            abort();
        }
        finally
        {
            hub.Closed(this);
        }
    }

    // The members below are called under the gate, but for those that faults call: Send, Close, Drop and Wake.
    public void Reported(SimulatedVehicle vehicle, in SimulatedPosition position, bool atOnce, DateTimeOffset now)
    {
        if (!request.Includes(vehicle))
            return;

        // Overflow is answered as the vendor's own checks would: with the newest position instead of each one.
        if (!atOnce || !_outbox.TryAdd(new Outgoing(OutgoingKind.Position, vehicle, position)))
            _outbox.PositionChanged(vehicle, now.UtcTicks);
        WakeForWork();
    }

    public void WentOffline(SimulatedVehicle vehicle, DateTimeOffset lastSeenAt, bool atOnce)
    {
        if (!request.Includes(vehicle))
            return;

        if (!atOnce || !_outbox.TryAdd(new Outgoing(OutgoingKind.Offline, vehicle, At: lastSeenAt)))
            _outbox.WentOffline(vehicle);
        WakeForWork();
    }

    public void Send(string text)
    {
        bool isAdded;
        lock (hub.Fleet.Gate)
            isAdded = _outbox.TryAdd(new Outgoing(OutgoingKind.Raw, Text: text));
        if (isAdded)
            Wake();
        else
            Drop();
    }

    public void Close(int code, string? reason)
    {
        _close ??= new CloseOrder((WebSocketCloseStatus)code, reason);
        Wake();
    }

    public void Drop() => _abort?.Invoke();

    public void Tick(DateTimeOffset now)
    {
        if (hub.Faults.Silent)
            return;

        _outbox.ReleaseDue(now.UtcTicks);
        if (now >= _heartbeatAt)
        {
            while (_heartbeatAt <= now)
                _heartbeatAt += hub.Options.Heartbeat;
            _outbox.HeartbeatDue();
        }

        if (now >= expiresAt)
            Close((int)WebSocketCloseStatus.NormalClosure, "Stream session expired");
        WakeForWork();
        DropWhenStuck();
    }

    public void Wake() => _wake.Writer.TryWrite(true);

    private void WakeForWork()
    {
        if (_outbox.HasWork)
            Wake();
    }

    private void DropWhenStuck()
    {
        if (_stuckFor is null || _stuckFor() < hub.Options.SlowClientLimit)
            return;

        _stuckFor = null;
        hub.Counters.SlowClientDropped();
        Drop();
    }

    private bool TryTake(out Outgoing message)
    {
        message = default;
        if (hub.Faults.Silent)
            return false;

        lock (hub.Fleet.Gate)
            return _outbox.TryTake(hub.Time.GetUtcNow(), out message);
    }

    private async Task SendAllAsync(WebSocket socket, EventSender sender, CancellationToken cancellationToken)
    {
        while (await _wake.Reader.WaitToReadAsync(cancellationToken))
        {
            _wake.Reader.TryRead(out _);
            while (TryTake(out var message))
                await sender.SendAsync(message, cancellationToken);

            if (_close is not { } close)
                continue;

            await socket.CloseOutputAsync(close.Code, close.Reason, cancellationToken);
            return;
        }
    }

    /// <summary>Listens for the client's close and for the end of the connection; what clients say else is ignored.</summary>
    private async Task ReceiveAsync(WebSocket socket, CancellationTokenSource ending)
    {
        var buffer = new byte[256];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), ending.Token);
                if (received.MessageType != WebSocketMessageType.Close)
                    continue;

                Close((int)(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure), socket.CloseStatusDescription);
                return;
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException or IOException)
        {
            await ending.CancelAsync();
        }
    }

    private sealed record CloseOrder(WebSocketCloseStatus Code, string? Reason);
}
