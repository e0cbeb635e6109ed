using System.Buffers.Binary;
using DispatchMap.Core.Frames;
using Microsoft.JSInterop;

namespace DispatchMap.Web.Maps;

/// <summary>
/// Frames on their way to one browser, as one stream that the circuit reads and passes on: for each frame its size, whether
/// the browser shall say what it holds, and the frame (docs/map-module.md). A frame goes from where it was encoded straight
/// into the room of who reads. Frames are sent one at a time; who reads may let go at any time, from any thread.
/// </summary>
internal sealed class FrameStream : Stream
{
    private const int EnvelopeSize = 5;

    private readonly Lock _lock = new();
    private readonly byte[] _envelope = new byte[EnvelopeSize];
    private byte[]? _frame;
    private int _read;
    private Memory<byte> _room;

    // Neither asks for another thread: who sends and who reads are on the circuit's context, where one goes on within the other.
    private TaskCompletionSource<int>? _reader;
    private TaskCompletionSource? _sender;
    private TaskCompletionSource<FrameMark>? _answer;
    private bool _ended;
    private bool _letGo;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Completes when the circuit has taken the frame.</summary>
    public Task SendAsync(byte[] frame, bool asks, CancellationToken cancellationToken)
    {
        TaskCompletionSource<int>? reader;
        TaskCompletionSource? sender = null;
        var count = 0;
        lock (_lock)
        {
            if (_letGo)
                throw Gone();
            BinaryPrimitives.WriteInt32LittleEndian(_envelope, frame.Length);
            _envelope[^1] = asks ? (byte)1 : (byte)0;
            (_frame, _read, reader, _reader) = (frame, 0, _reader, null);
            if (reader is not null)
                count = Take(_room.Span);
            if (_frame is not null)
                sender = _sender = new();
        }

        reader?.SetResult(count);
        return sender is null ? Task.CompletedTask : sender.Task.WaitAsync(cancellationToken);
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

    /// <summary>There will be no more; the browser reads to the end of what has been sent.</summary>
    public void End()
    {
        TaskCompletionSource<int>? reader;
        lock (_lock)
            (_ended, reader, _reader) = (true, _reader, null);
        reader?.SetResult(0);
    }

    /// <summary>Who reads ends a wait by letting go.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource? sender = null;
        int count;
        lock (_lock)
        {
            if (_frame is null && !_ended && !buffer.IsEmpty)
            {
                (_room, _reader) = (buffer, new());
                return new(_reader.Task);
            }

            count = _frame is null ? 0 : Take(buffer.Span);
            if (_frame is null)
                (sender, _sender) = (_sender, null);
        }

        sender?.SetResult();
        return new(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        TaskCompletionSource? sender;
        lock (_lock)
            (_letGo, _frame, sender, _sender) = (true, null, _sender, null);
        sender?.SetException(Gone());
        End();
        base.Dispose(disposing);
    }

    private static JSDisconnectedException Gone() => new("The browser does not read frames any more.");

    /// <summary>Moves on through the envelope and the frame.</summary>
    private int Take(Span<byte> room)
    {
        var taken = 0;
        if (_read < EnvelopeSize)
            taken = Copy(_envelope.AsSpan(_read), room);
        if (_read + taken >= EnvelopeSize)
            taken += Copy(_frame.AsSpan(_read + taken - EnvelopeSize), room[taken..]);
        _read += taken;
        if (_read == EnvelopeSize + _frame!.Length)
            _frame = null;
        return taken;
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> room)
    {
        var count = Math.Min(from.Length, room.Length);
        from[..count].CopyTo(room);
        return count;
    }
}
