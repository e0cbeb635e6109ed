using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace DispatchMap.Tests.Simulator;

/// <summary>A socket of the emulator, read message by message.</summary>
internal sealed class StreamClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[4 * 1024 * 1024];

    private StreamClient()
    {
    }

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static async Task<StreamClient> ConnectAsync(Uri address)
    {
        var client = new StreamClient();
        client._socket.Options.CollectHttpResponseDetails = true;
        await client._socket.ConnectAsync(address, TestContext.Current.CancellationToken).Soon();
        return client;
    }

    /// <summary>The next message as text and the WebSocket frames it came in; null when the server closes.</summary>
    public async Task<(string Text, int Frames)?> NextTextAsync()
    {
        var (length, frames) = (0, 0);
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), TestContext.Current.CancellationToken).AsTask().Soon();
            if (part.MessageType == WebSocketMessageType.Close)
                return null;

            length += part.Count;
            frames++;
            if (part.EndOfMessage)
                return (Encoding.UTF8.GetString(_buffer, 0, length), frames);
        }
    }

    public async Task<JsonElement> NextAsync()
    {
        var message = await NextTextAsync() ?? throw new InvalidOperationException("The server closed.");
        using var document = JsonDocument.Parse(message.Text);
        return document.RootElement.Clone();
    }

    public Task<JsonElement> NextOfAsync(string type) => NextWhereAsync(message => message.Type() == type);

    public Task<JsonElement> NextOfOtherThanAsync(string type) => NextWhereAsync(message => message.Type() != type);

    public Task CloseAsync() =>
        _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken).Soon();

    private async Task<JsonElement> NextWhereAsync(Func<JsonElement, bool> wanted)
    {
        var message = await NextAsync();
        await Waiting.UntilAsync(() => wanted(message), async () => message = await NextAsync());
        return message;
    }

    public void Dispose() => _socket.Dispose();
}
