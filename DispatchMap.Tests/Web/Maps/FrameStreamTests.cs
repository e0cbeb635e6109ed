using DispatchMap.Web.Maps;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DispatchMap.Tests.Web.Maps;

public sealed class FrameStreamTests : IDisposable
{
    private static readonly byte[] Frame = [10, 20, 30];
    private static readonly byte[] Sent = [3, 0, 0, 0, 0, 10, 20, 30];

    private readonly FrameStream _stream = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100)]
    public async Task Read_RoomOfAnySize_BringsEnvelopeAndFrame(int room)
    {
        var sending = _stream.SendAsync(Frame, asks: false, Stop);
        Assert.False(sending.IsCompleted);

        Assert.Equal(Sent, await ReadAsync(Sent.Length, room));
        Assert.True(sending.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Read_BeforeAnythingIsSent_WaitsForItAndTakesItAtOnce(int room)
    {
        var reading = ReadAsync(Sent.Length, room);

        var sending = _stream.SendAsync(Frame, asks: false, Stop);

        Assert.True(sending.IsCompletedSuccessfully);
        Assert.Equal(Sent, await reading);
    }

    [Fact]
    public async Task Send_SomebodyReadsOnTheCircuitsContext_GoesOnWithinTheCall()
    {
        var reading = Dispatcher.CreateDefault().InvokeAsync(async () => await _stream.ReadAsync(new byte[100], Stop));

        var readThen = await Task.Run(() => _stream.SendAsync(Frame, asks: false, Stop).IsCompleted && reading.IsCompleted, Stop);

        Assert.True(readThen);
        Assert.Equal(Sent.Length, await reading);
    }

    [Fact]
    public async Task Send_Twice_OneIsBehindTheOther()
    {
        var reading = ReadAsync(2 * Sent.Length, 3);
        await _stream.SendAsync(Frame, asks: false, Stop);
        await _stream.SendAsync(Frame, asks: false, Stop);

        Assert.Equal([3, 0, 0, 0, 0, 10, 20, 30, 3, 0, 0, 0, 0, 10, 20, 30], await reading);
    }

    [Fact]
    public async Task Ask_Answered_SaysSoInTheEnvelope()
    {
        var reading = ReadAsync(Sent.Length, 100);
        var asking = _stream.AskAsync(Frame, Stop);
        Assert.Equal(1, (await reading)[4]);
        Assert.False(asking.IsCompleted);

        _stream.Answer(new(7, 9));

        Assert.Equal(new(7, 9), await asking);
    }

    [Fact]
    public async Task End_FrameUnderWay_IsReadToItsEnd()
    {
        var sending = _stream.SendAsync(Frame, asks: false, Stop);
        _stream.End();

        Assert.Equal(Sent, await ReadAsync(100, 3));
        await sending;
    }

    [Fact]
    public async Task End_SomebodyWaits_ReadsNothing()
    {
        var reading = ReadAsync(100, 100);

        _stream.End();

        Assert.Empty(await reading);
    }

    [Fact]
    public async Task Dispose_FrameUnderWay_SendersLearnThatNobodyReads()
    {
        var sending = _stream.SendAsync(Frame, asks: false, Stop);
        Assert.Single(await ReadAsync(1, 1));

        await _stream.DisposeAsync();

        await Assert.ThrowsAsync<JSDisconnectedException>(() => sending);
        await Assert.ThrowsAsync<JSDisconnectedException>(() => _stream.SendAsync(Frame, asks: false, Stop));
        Assert.Empty(await ReadAsync(1, 1));
    }

    [Fact]
    public async Task Dispose_SomebodyWaits_ReadsNothing()
    {
        var reading = ReadAsync(100, 100);

        await _stream.DisposeAsync();

        Assert.Empty(await reading);
    }

    [Fact]
    public async Task Send_NobodyReads_CanBeGivenUp()
    {
        using var patience = new CancellationTokenSource();
        var sending = _stream.SendAsync(Frame, asks: false, patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Send_SomebodyReads_MakesNoOtherCopyOfTheFrame()
    {
        var frame = new byte[20_000];
        var room = new byte[32_768];
        long before = 0;
        for (var i = 0; i < 1000; i++)
        {
            if (i == 100)
                before = GC.GetAllocatedBytesForCurrentThread();
            var reading = _stream.ReadAsync(room, Stop);
            await _stream.SendAsync(frame, asks: false, Stop);
            Assert.Equal(frame.Length + 5, await reading);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 900, 0, frame.Length / 10);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Reads so many bytes, or to the end.</summary>
    private async Task<byte[]> ReadAsync(int count, int room)
    {
        var read = new List<byte>();
        var buffer = new byte[room];
        while (read.Count < count && await _stream.ReadAsync(buffer.AsMemory(), Stop) is > 0 and var more)
            read.AddRange(buffer[..more]);
        return [.. read];
    }
}
