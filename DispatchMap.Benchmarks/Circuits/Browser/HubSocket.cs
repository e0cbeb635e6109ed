using System.Net.WebSockets;
using System.Text;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>
/// A SignalR connection with the protocol of Blazor Server's circuits, <c>blazorpack</c>: MessagePack, each message with its
/// length in front. One reads, anybody may send.
/// </summary>
internal sealed class HubSocket(TimeProvider time) : IDisposable
{
    /// <summary>Ends the JSON of the handshake.</summary>
    private const byte RecordEnd = 0x1e;

    /// <summary>Half of what the server waits for a sign of life, as browsers do.</summary>
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly PackWriter _writer = new();
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Bytes received, without the WebSocket's own two to ten per message.</summary>
    public long Received { get; private set; }

    /// <param name="cookies">A <c>Cookie</c> header.</param>
    /// <param name="connections">Shared by all sockets of a run.</param>
    public async Task ConnectAsync(Uri site, string cookies, HttpMessageInvoker connections, CancellationToken stop)
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        _socket.Options.SetRequestHeader("Cookie", cookies);
        _socket.Options.SetRequestHeader("Origin", site.GetLeftPart(UriPartial.Authority));
        var address = new UriBuilder(new Uri(site, "_blazor")) { Scheme = site.Scheme == "https" ? "wss" : "ws" };
        await _socket.ConnectAsync(address.Uri, connections, stop);
        var hello = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray();
        await _socket.SendAsync(hello, WebSocketMessageType.Text, true, stop);
        int end;
        while ((end = _buffer.AsSpan(0, _end).IndexOf(RecordEnd)) < 0)
            await FillAsync(stop);
        var answer = Encoding.UTF8.GetString(_buffer, 0, end);
        if (answer != "{}")
            throw new InvalidDataException($"The hub refused the protocol: {answer}");
        _start = end + 1;
    }

    /// <summary>Sends one message.</summary>
    public async Task SendAsync(Func<PackWriter, PackWriter> write, CancellationToken stop)
    {
        await _sending.WaitAsync(stop);
        try
        {
            await _socket.SendAsync(write(_writer.Begin()).End(), WebSocketMessageType.Binary, true, stop);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Keeps the server from taking us for gone; runs until it is cancelled.</summary>
    public async Task PingAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(PingEvery, time);
        while (await timer.WaitForNextTickAsync(stop))
            await SendAsync(message => message.Array(1).Whole(6), stop);
    }

    /// <summary>The next message that has arrived completely; empty when <see cref="FillAsync"/> must bring more. Valid until then.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var length = 0;
        for (var (at, shift) = (_start, 0); at < _end && shift < 35; at++, shift += 7)
        {
            length |= (_buffer[at] & 0x7f) << shift;
            if (_buffer[at] >= 0x80)
                continue;
            if (_end - at - 1 < length)
                break;
            _start = at + 1 + length;
            return _buffer.AsSpan(at + 1, length);
        }

        return default;
    }

    /// <summary>Waits for more bytes.</summary>
    public async Task FillAsync(CancellationToken stop)
    {
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var result = await _socket.ReceiveAsync(_buffer.AsMemory(_end), stop);
        if (result.MessageType == WebSocketMessageType.Close)
            throw new IOException($"The server closed the circuit: {_socket.CloseStatusDescription}");
        _end += result.Count;
        Received += result.Count;
    }

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
        _sending.Dispose();
    }
}
