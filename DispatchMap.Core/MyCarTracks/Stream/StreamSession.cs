using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Stream;

/// <summary>Reads one WebSocket, whole messages at a time, text or binary, in one pooled buffer of bounded size.</summary>
internal sealed class StreamSession(
    WebSocket socket, TimeProvider time, int maxMessageBytes = StreamSession.DefaultMaxMessageBytes, MessageTap? tap = null) : IStreamSession
{
    /// <summary>
    /// After a message that had to be waited for, others are let come before the next are read: of thousands a second each would
    /// wake a thread for itself. One that comes alone is not held up. Readers are shown a version about as often: of more nobody
    /// would know.
    /// </summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(80);

    /// <summary>After more messages than <see cref="Many"/> the next gather for a shorter time, so that they find room in the socket.</summary>
    public static readonly TimeSpan ShortGathering = Gathering / 4;

    /// <summary>Some 75 kB of position events.</summary>
    public const int Many = 250;

    /// <summary>A position event has about 300 bytes; nothing a thousand times as long is one.</summary>
    public const int DefaultMaxMessageBytes = 256 * 1024;

    private const int FirstBufferBytes = 4096;

    private readonly StreamEventParser _parser = new();
    private volatile bool _disposed;

    public int? CloseCode { get; private set; }

    public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        try
        {
            var length = 0;
            var tooLarge = false;
            var messages = 0;
            while (true)
            {
                var receiving = ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                var waited = !receiving.IsCompleted;
                if (await receiving is not { } received)
                    yield break;
                length += received.Count;
                if (received.EndOfMessage)
                {
                    yield return tooLarge || length > maxMessageBytes
                        ? new StreamEvent(StreamEventKind.Invalid, Code: InvalidReason.TooLarge)
                        : Parse(buffer.AsSpan(0, length));
                    (length, tooLarge) = (0, false);
                    messages++;
                    if (!waited)
                        continue;
                    await Task.Delay(messages > Many ? ShortGathering : Gathering, time, cancellationToken);
                    messages = 0;
                }
                else if (tooLarge || length > maxMessageBytes)
                {
                    // The rest of it goes over itself until it ends.
                    (length, tooLarge) = (0, true);
                }
                else if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Aborts, from any thread: a read that waits ends.</summary>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Null when the vendor has closed, or we have.</summary>
    private async ValueTask<ValueWebSocketReceiveResult?> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var received = await socket.ReceiveAsync(buffer, cancellationToken);
            if (received.MessageType != WebSocketMessageType.Close)
                return received;
            CloseCode = (int?)socket.CloseStatus;
            return null;
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_disposed)
                return null;
            throw new UpstreamException(UpstreamFailure.Unreachable, "The connection of the live stream broke.");
        }
    }

    private StreamEvent Parse(ReadOnlySpan<byte> message)
    {
        tap?.Invoke(message);
        return _parser.Parse(message);
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
