using System.Net.WebSockets;
using System.Text;
using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Simulator.Streams;

/// <summary>Puts the messages of one stream on its socket, with whatever faults are on.</summary>
internal sealed class EventSender(StreamHub hub, StreamSession session, WebSocket socket) : IDisposable
{
    private static readonly TimeSpan OversizedEvery = TimeSpan.FromSeconds(1);

    private readonly EventWriter _writer = new(hub.Options.Shape, hub.Faults, session.Request.Fields);
    private DateTimeOffset _oversizedAt;
    private long _sendingSince;

    /// <summary>How long the client has not taken the message that is being sent, by the real clock; zero when none is.</summary>
    public TimeSpan StuckFor()
    {
        var since = Interlocked.Read(ref _sendingSince);
        return since == 0 ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(since);
    }

    public ValueTask SendAsync(in Outgoing message, CancellationToken cancellationToken) => message.Kind switch
    {
        OutgoingKind.Position => SendPositionAsync(message, cancellationToken),
        OutgoingKind.Connected => SendAsync(_writer.Connected(session.Id), cancellationToken),
        OutgoingKind.Offline => SendAsync(_writer.Offline(message.Vehicle!, message.At), cancellationToken),
        OutgoingKind.Heartbeat => SendAsync(_writer.Heartbeat(message.At), cancellationToken),
        _ => SendAsync(Encoding.UTF8.GetBytes(message.Text ?? ""), cancellationToken),
    };

    public void Dispose() => _writer.Dispose();

    private ValueTask SendPositionAsync(in Outgoing message, CancellationToken cancellationToken)
    {
        var faults = hub.Faults.Events;
        return faults == EventFaults.None
            ? SendAsync(_writer.Position(message.Vehicle!, message.Position), cancellationToken)
            : SendWithFaultsAsync(message, faults, cancellationToken);
    }

    private async ValueTask SendWithFaultsAsync(Outgoing message, EventFaults faults, CancellationToken cancellationToken)
    {
        var (vehicle, position) = (message.Vehicle!, message.Position);
        foreach (var text in FaultyMessages.Ahead(faults))
            await SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        var now = hub.Time.GetUtcNow();
        if (faults.HasFlag(EventFaults.Oversized) && now - _oversizedAt >= OversizedEvery)
        {
            _oversizedAt = now;
            await SendAsync(FaultyMessages.Oversized(hub.Faults.OversizedBytes), cancellationToken);
        }

        var bytes = _writer.Position(vehicle, position);
        if (faults.HasFlag(EventFaults.Truncated))
            await SendAsync(bytes[..(bytes.Length / 2)], cancellationToken);
        if (faults.HasFlag(EventFaults.Duplicate))
            await SendAsync(bytes, cancellationToken);
        await (faults.HasFlag(EventFaults.Fragmented)
            ? SendInPartsAsync(bytes, cancellationToken)
            : SendAsync(bytes, cancellationToken));
        foreach (var other in FaultyMessages.Behind(faults, position))
            await SendAsync(_writer.Position(vehicle, other), cancellationToken);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _sendingSince, TimeProvider.System.GetTimestamp());
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        Interlocked.Exchange(ref _sendingSince, 0);
        hub.Counters.MessageSent();
    }

    private async ValueTask SendInPartsAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var half = bytes.Length / 2;
        await socket.SendAsync(bytes[..half], WebSocketMessageType.Text, endOfMessage: false, cancellationToken);
        await SendAsync(bytes[half..], cancellationToken);
    }
}
