using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Stream;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Stream;

public sealed class StreamSessionTests : IAsyncDisposable
{
    private const int MaxBytes = 10_000;
    private const string Heartbeat = "{\"type\":\"heartbeat\"}";
    private readonly WebSocket _vendor;
    private readonly WebSocket _socket;
    private readonly StreamSession _session;
    private readonly IAsyncEnumerator<StreamEvent> _events;

    public StreamSessionTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        _vendor = WebSocket.CreateFromStream(listener.AcceptTcpClient().GetStream(), new WebSocketCreationOptions { IsServer = true });
        _socket = WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions());
        _session = new StreamSession(_socket, TimeProvider.System, MaxBytes);
        _events = _session.ReadAsync(Cancel).GetAsyncEnumerator(Cancel);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _vendor.Dispose();
        _socket.Dispose();
    }

    [Fact]
    public async Task ReadAsync_MessageInPieces_IsOneEvent()
    {
        foreach (var piece in "{\"type\":\"connected\",\"streamId\":\"lps_1\"}".Chunk(5))
            await SendAsync(new string(piece), end: false);
        await SendAsync("", end: true);

        Assert.Equal(new StreamEvent(StreamEventKind.Connected, Code: "lps_1"), await NextAsync());
    }

    [Fact]
    public async Task ReadAsync_BinaryFrame_IsReadLikeText()
    {
        await SendAsync(Heartbeat, type: WebSocketMessageType.Binary);

        Assert.Equal(StreamEventKind.Heartbeat, (await NextAsync()).Kind);
    }

    [Fact]
    public async Task ReadAsync_InvalidMessage_GoesOn()
    {
        await SendAsync("<html>");
        await SendAsync("");
        await SendAsync(Heartbeat);

        Assert.Equal("not-json", (await NextAsync()).Code);
        Assert.Equal("not-json", (await NextAsync()).Code);
        Assert.Equal(StreamEventKind.Heartbeat, (await NextAsync()).Kind);
    }

    [Fact]
    public async Task ReadAsync_MessageThatWasWaitedFor_ComesAtOnceAndTheNextOnesTogether()
    {
        var time = new FakeTimeProvider();
        await using var session = new StreamSession(_socket, time, MaxBytes);
        await using var events = session.ReadAsync(Cancel).GetAsyncEnumerator(Cancel);
        var first = events.MoveNextAsync().AsTask();
        await SendAsync(Heartbeat);
        Assert.True(await first.Soon());

        var next = events.MoveNextAsync().AsTask();
        for (var i = 0; i < 3; i++)
            await SendAsync(Heartbeat);
        time.Advance(StreamSession.Gathering - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(await next.Soon());
        Assert.True(events.MoveNextAsync().AsTask().IsCompleted);
        Assert.True(events.MoveNextAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task ReadAsync_ManyGathered_TheNextAreReadSooner()
    {
        var time = new FakeTimeProvider();
        await using var session = new StreamSession(_socket, time, MaxBytes);
        await using var events = session.ReadAsync(Cancel).GetAsyncEnumerator(Cancel);
        var next = await WaitedForAsync();
        for (var i = 0; i < StreamSession.Many; i++)
            await SendAsync(Heartbeat);
        time.Advance(StreamSession.Gathering);
        Assert.True(await next.Soon());
        for (var i = 1; i < StreamSession.Many; i++)
            Assert.True(await events.MoveNextAsync().AsTask().Soon());

        next = await WaitedForAsync();
        await SendAsync(Heartbeat);
        time.Advance(StreamSession.ShortGathering);
        Assert.True(await next.Soon());

        next = await WaitedForAsync();
        await SendAsync(Heartbeat);
        time.Advance(StreamSession.ShortGathering);
        Assert.False(next.IsCompleted);
        time.Advance(StreamSession.Gathering - StreamSession.ShortGathering);
        Assert.True(await next.Soon());

        // A message that had to be waited for; after it, those that come gather.
        async Task<Task<bool>> WaitedForAsync()
        {
            var waited = events.MoveNextAsync().AsTask();
            Assert.False(waited.IsCompleted);
            await SendAsync(Heartbeat);
            Assert.True(await waited.Soon());
            return events.MoveNextAsync().AsTask();
        }
    }

    [Fact]
    public async Task ReadAsync_LargeMessage_IsReadUpToTheCap()
    {
        var message = "{\"type\":\"heartbeat\"" + new string(' ', MaxBytes - 20) + "}";
        await SendAsync(message);
        await SendAsync(message + " ");

        Assert.Equal(MaxBytes, message.Length);
        Assert.Equal(StreamEventKind.Heartbeat, (await NextAsync()).Kind);
        Assert.Equal("too-large", (await NextAsync()).Code);
    }

    [Fact]
    public async Task ReadAsync_EndlessMessage_IsSkippedInBoundedMemory()
    {
        var sending = Task.Run(async () =>
        {
            var piece = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
                await _vendor.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: i == 63, Cancel);
            await SendAsync(Heartbeat);
        }, Cancel);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Assert.Equal("too-large", (await NextAsync()).Code);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 << 20);
        Assert.Equal(StreamEventKind.Heartbeat, (await NextAsync()).Kind);
        await sending.Soon();
    }

    [Fact]
    public async Task ReadAsync_VendorCloses_EndsWithTheCode()
    {
        await _vendor.CloseOutputAsync((WebSocketCloseStatus)4001, "secret words", Cancel);

        Assert.Null(_session.CloseCode);
        Assert.False(await _events.MoveNextAsync().AsTask().Soon());
        Assert.Equal(4001, _session.CloseCode);
    }

    [Fact]
    public async Task ReadAsync_SocketBreaks_Fails()
    {
        _vendor.Abort();

        var e = await Assert.ThrowsAsync<UpstreamException>(() => _events.MoveNextAsync().AsTask().Soon());
        Assert.Equal((UpstreamFailure.Unreachable, (int?)null), (e.Failure, _session.CloseCode));
    }

    [Fact]
    public async Task DisposeAsync_WhileReading_EndsTheRead()
    {
        var reading = _events.MoveNextAsync().AsTask();

        await Task.Run(() => _session.DisposeAsync().AsTask(), Cancel).Soon();

        Assert.False(await reading.Soon());
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource();
        await using var events = _session.ReadAsync(stop.Token).GetAsyncEnumerator(Cancel);
        var reading = events.MoveNextAsync().AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.Soon());
    }

    private async Task<StreamEvent> NextAsync()
    {
        Assert.True(await _events.MoveNextAsync().AsTask().Soon());
        return _events.Current;
    }

    private ValueTask SendAsync(string text, bool end = true, WebSocketMessageType type = WebSocketMessageType.Text) =>
        _vendor.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), type, end, Cancel);
}
