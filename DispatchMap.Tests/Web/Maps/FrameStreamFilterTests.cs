using System.Runtime.CompilerServices;
using DispatchMap.Web.Maps;
using Microsoft.AspNetCore.SignalR;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

/// <summary>How the hub takes frames, beside a reader that does as the framework's does.</summary>
public sealed class FrameStreamFilterTests
{
    private readonly FrameStreamFilter _filter = new();
    private int _asked;

    [Fact]
    public async Task Invoke_StreamOfTheMap_IsAskedOnceAndBringsWholeFrames()
    {
        var stream = new FrameStream(1);
        await using var chunks = (await FilteredAsync(stream)).GetAsyncEnumerator(Cancel);
        byte[] frame = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];

        foreach (var wanted in new[] { frame, [1, 2, 3] })
        {
            var next = chunks.MoveNextAsync().AsTask();
            await stream.RoomAsync().Soon();
            Assert.True(stream.TryWrite(wanted));
            Assert.True(await next.Soon());
            Assert.Equal(wanted, chunks.Current[FrameStream.LengthSize..].ToArray());
            Assert.Equal(wanted.Length, BitConverter.ToInt32(chunks.Current.AsSpan()));
        }

        var last = chunks.MoveNextAsync().AsTask();
        stream.End();
        Assert.False(await last.Soon());
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Invoke_OtherStream_GoesItsOwnWay()
    {
        var read = new List<byte>();
        await foreach (var chunk in await FilteredAsync(new MemoryStream([1, 2, 3, 4, 5])))
            read.AddRange(chunk);

        Assert.Equal([1, 2, 3, 4, 5], read);
    }

    [Fact]
    public async Task Invoke_BrowserGone_EndsTheStream()
    {
        var stream = new FrameStream(1);
        using var gone = new CancellationTokenSource();
        await using var chunks = (await FilteredAsync(stream)).GetAsyncEnumerator(gone.Token);
        var next = chunks.MoveNextAsync().AsTask();
        await stream.RoomAsync().Soon();

        await gone.CancelAsync();

        Assert.False(await next.Soon());
        Assert.True(stream.Ended);
    }

    [Fact]
    public async Task Invoke_BrowserGoneWhileAFrameIsWritten_EndsTheStream()
    {
        var stream = new FrameStream(1);
        var chunks = (await FilteredAsync(stream)).GetAsyncEnumerator(Cancel);
        var next = chunks.MoveNextAsync().AsTask();
        await stream.RoomAsync().Soon();
        Assert.True(stream.TryWrite([1]));
        Assert.True(await next.Soon());

        await chunks.DisposeAsync();

        Assert.True(stream.Ended);
        await stream.RoomAsync().Soon();
    }

    [Fact]
    public async Task Invoke_NoStream_IsLeftAlone() =>
        Assert.Equal(7, await _filter.InvokeMethodAsync(null!, _ => ValueTask.FromResult<object?>(7)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<IAsyncEnumerable<ArraySegment<byte>>> FilteredAsync(Stream stream) =>
        Assert.IsAssignableFrom<IAsyncEnumerable<ArraySegment<byte>>>(
            await _filter.InvokeMethodAsync(null!, _ => ValueTask.FromResult<object?>(AsTheHubDoesAsync(stream))));

    private async IAsyncEnumerable<ArraySegment<byte>> AsTheHubDoesAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var buffer = new byte[32 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            _asked++;
            yield return new(buffer, 0, count);
        }
    }
}
