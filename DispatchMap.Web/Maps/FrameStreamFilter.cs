using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;

namespace DispatchMap.Web.Maps;

/// <summary>
/// Has the hub take frames from the map's streams itself. The framework's own way holds a buffer of 32 kB for each stream while it waits
/// for the next chunk, and goes through the circuit for each; both is paid by every dispatcher. It is asked once, which claims the stream from the
/// circuit and tells which one it is; all other streams, and this one if that cannot be told, go its way.
/// </summary>
internal sealed class FrameStreamFilter : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next) =>
        await next(invocationContext) is var result && result is IAsyncEnumerable<ArraySegment<byte>> chunks ? ReadAsync(chunks) : result;

    private static async IAsyncEnumerable<ArraySegment<byte>> ReadAsync(
        IAsyncEnumerable<ArraySegment<byte>> chunks, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        FrameStream? stream;
        await using (var reading = chunks.GetAsyncEnumerator(cancellationToken))
        {
            var claim = new FrameStreamClaim();
            FrameStream.Claims.Value = claim;
            var any = await reading.MoveNextAsync();
            FrameStream.Claims.Value = null;
            stream = claim.Stream;
            for (; any && stream is null; any = await reading.MoveNextAsync())
                yield return reading.Current;
        }

        if (stream is null)
            yield break;
        await using var gone = cancellationToken.Register(stream.End);
        using (stream)
        {
            while (await stream.NextAsync() is { } frame)
            {
                // It is written to the connection when whoever enumerates comes back.
                var buffer = ArrayPool<byte>.Shared.Rent(FrameStream.LengthSize + frame.Length);
                yield return new(buffer, 0, FrameStream.Put(frame, buffer));
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
