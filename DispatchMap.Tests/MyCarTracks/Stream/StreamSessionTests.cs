using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Stream;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Stream;

public sealed class StreamSessionTests : IAsyncDisposable
{
    private const int MaxBytes = 10_000;
    private readonly WebSocket _vendor;
    private readonly StreamSession _session;
    private readonly IAsyncEnumerator<StreamEvent> _events;

    public StreamSessionTests()
    {
        var (up, down) = (new Pipe(), new Pipe());
        _vendor = WebSocket.CreateFromStream(new Duplex(up.Reader, down.Writer), new WebSocketCreationOptions { IsServer = true });
        _session = new StreamSession(WebSocket.CreateFromStream(new Duplex(down.Reader, up.Writer), new WebSocketCreationOptions()), MaxBytes);
        _events = _session.ReadAsync(Cancel).GetAsyncEnumerator(Cancel);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _vendor.Dispose();
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
        await SendAsync("{\"type\":\"heartbeat\"}", type: WebSocketMessageType.Binary);

        Assert.Equal(StreamEventKind.Heartbeat, (await NextAsync()).Kind);
    }

    [Fact]
    public async Task ReadAsync_InvalidMessage_GoesOn()
    {
        await SendAsync("<html>");
        await SendAsync("");
        await SendAsync("{\"type\":\"heartbeat\"}");

        Assert.Equal("not-json", (await NextAsync()).Code);
        Assert.Equal("not-json", (await NextAsync()).Code);
        Assert.Equal(StreamEventKind.Heartbeat, (await NextAsync()).Kind);
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
            await SendAsync("{\"type\":\"heartbeat\"}");
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

    private sealed class Duplex(PipeReader input, PipeWriter output) : System.IO.Stream
    {
        private readonly System.IO.Stream _input = input.AsStream();
        private readonly System.IO.Stream _output = output.AsStream();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => _output.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => _output.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => _input.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _input.ReadAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => _output.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _output.WriteAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _input.Dispose();
            _output.Dispose();
            base.Dispose(disposing);
        }
    }
}
