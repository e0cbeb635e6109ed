using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using DispatchMap.Core.Frames;
using Microsoft.JSInterop;

namespace DispatchMap.Web.Maps;

/// <summary>
/// Frames on their way to one browser, as one stream that the circuit reads and passes on: for each frame its size, whether
/// the browser shall say what it holds, and the frame (docs/map-module.md). Used on one circuit's context only.
/// </summary>
internal sealed class FrameStream
{
    private const int EnvelopeSize = 5;

    /// <summary>There is room when all has been read; who reads and writes goes on where the other is.</summary>
    private static readonly PipeOptions OneFrame =
        new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 1, resumeWriterThreshold: 1);

    private readonly Pipe _pipe = new(OneFrame);
    private TaskCompletionSource<FrameMark>? _answer;

    /// <summary>What the browser reads.</summary>
    public Stream Reader => _pipe.Reader.AsStream();

    /// <summary>Completes when the circuit has taken the frame.</summary>
    public async Task SendAsync(byte[] frame, bool asks, CancellationToken cancellationToken)
    {
        Envelope(frame.Length, asks);
        _pipe.Writer.Write(frame);
        if ((await _pipe.Writer.FlushAsync(cancellationToken)).IsCompleted)
            throw new JSDisconnectedException("The browser does not read frames any more.");
    }

    /// <summary>Completes with what the browser then holds.</summary>
    public async Task<FrameMark> AskAsync(byte[] frame, CancellationToken cancellationToken)
    {
        var answer = _answer = new();
        await SendAsync(frame, asks: true, cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>The browser has said what it holds.</summary>
    public void Answer(FrameMark held) => _answer?.TrySetResult(held);

    /// <summary>The browser reads to the end of what has been sent.</summary>
    public void Close() => _pipe.Writer.Complete();

    private void Envelope(int size, bool asks)
    {
        var envelope = _pipe.Writer.GetSpan(EnvelopeSize);
        BinaryPrimitives.WriteInt32LittleEndian(envelope, size);
        envelope[EnvelopeSize - 1] = asks ? (byte)1 : (byte)0;
        _pipe.Writer.Advance(EnvelopeSize);
    }
}
