using System.Net.WebSockets;

namespace DispatchMap.Tests.Faults;

/// <summary>A socket that delivers messages in pieces of any size, then closes.</summary>
internal sealed class FuzzSocket(int pieceBytes, params byte[][] messages) : WebSocket
{
    private int _message;
    private int _sent;

    public override WebSocketCloseStatus? CloseStatus => WebSocketCloseStatus.NormalClosure;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_message == messages.Length)
            return new(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true));

        var rest = messages[_message].AsMemory(_sent);
        var piece = rest[..Math.Min(Math.Min(pieceBytes, buffer.Length), rest.Length)];
        piece.CopyTo(buffer);
        var isLast = piece.Length == rest.Length;
        (_message, _sent) = isLast ? (_message + 1, 0) : (_message, _sent + piece.Length);
        return new(new ValueWebSocketReceiveResult(piece.Length, WebSocketMessageType.Text, isLast));
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override void Abort()
    {
    }

    public override void Dispose()
    {
    }
}
