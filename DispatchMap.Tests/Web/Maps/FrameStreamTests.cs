using System.Buffers.Binary;
using DispatchMap.Web.Maps;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

public sealed class FrameStreamTests : IDisposable
{
    private readonly FrameStream _stream = new(1);
    private readonly byte[] _buffer = new byte[16];

    public void Dispose() => _stream.Dispose();

    [Fact]
    public async Task TryWrite_FrameLargerThanTheReadersBuffer_ComesInPartsWithItsLengthInFront()
    {
        byte[] frame = [.. Enumerable.Range(1, 40).Select(i => (byte)i)];
        var first = _stream.ReadAsync(_buffer, Cancel);
        Assert.True(_stream.TryWrite(frame));

        var read = new List<byte>(_buffer[..await first]);
        while (read.Count < 44)
            read.AddRange(_buffer[..await _stream.ReadAsync(_buffer, Cancel)]);

        Assert.Equal(40, BinaryPrimitives.ReadInt32LittleEndian([.. read[..4]]));
        Assert.Equal(frame, read[4..]);
    }

    [Fact]
    public async Task TryWrite_ReaderHasNotComeBack_NoRoomUntilItDoes()
    {
        Assert.False(_stream.TryWrite([1]));
        Assert.False(_stream.Claimed);
        var first = _stream.ReadAsync(_buffer, Cancel);
        Assert.True(_stream.TryWrite([1]));
        Assert.False(_stream.TryWrite([2]));

        var room = _stream.RoomAsync();
        Assert.False(room.IsCompleted);
        Assert.Equal(5, await first);
        _ = _stream.ReadAsync(_buffer, Cancel).AsTask();
        await room.Soon();

        Assert.True(_stream.TryWrite([2]));
    }

    [Fact]
    public async Task TryWrite_BrowserDoesNotAnswer_StopsAtTheWindow()
    {
        for (var i = 0; i < FrameStream.Window; i++)
            await PassAsync();
        var waiting = _stream.ReadAsync(_buffer, Cancel).AsTask();
        Assert.False(_stream.TryWrite([1]));

        var room = _stream.RoomAsync();
        _stream.Answered(8);
        await room.Soon();

        Assert.True(_stream.TryWrite([1]));
        await waiting.Soon();
    }

    [Fact]
    public async Task Answered_MoreThanWasSent_CountsAsAllOfIt()
    {
        await PassAsync();
        _stream.Answered(int.MaxValue);
        _stream.Answered(-5);

        Assert.Equal(0, _stream.Unanswered);
    }

    [Fact]
    public async Task End_WhileSomebodyReads_TellsReaderAndWriter()
    {
        var reading = _stream.ReadAsync(_buffer, Cancel);
        Assert.True(_stream.TryWrite([1]));
        await reading;
        var room = _stream.RoomAsync();

        await _stream.DisposeAsync();

        await room.Soon();
        Assert.Equal(0, await _stream.ReadAsync(_buffer, Cancel));
        Assert.False(_stream.TryWrite([1]));
        Assert.True(_stream.Ended);
    }

    [Fact]
    public async Task ReadAsync_TwoReaders_TheSecondIsToldThatThereIsNothing()
    {
        var first = _stream.ReadAsync(_buffer, Cancel).AsTask();

        Assert.Equal(0, await _stream.ReadAsync(_buffer, Cancel));
        _stream.End();
        Assert.Equal(0, await first.Soon());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task PassAsync()
    {
        var reading = _stream.ReadAsync(_buffer, Cancel);
        Assert.True(_stream.TryWrite([1]));
        await reading;
    }
}
