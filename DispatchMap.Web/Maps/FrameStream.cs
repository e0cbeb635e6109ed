using System.Buffers.Binary;
using System.Threading.Tasks.Sources;
using DispatchMap.Core.Frames;
using Microsoft.JSInterop;

namespace DispatchMap.Web.Maps;

/// <summary>
/// Frames on their way to one browser, as one stream that the circuit reads and passes on: for each frame its size, whether
/// the browser shall say what it holds, and the frame (docs/map-module.md). A frame goes from where it was encoded straight
/// into the room of who reads, who goes on within the call that sends: no thread waits for another. Frames are sent one at a
/// time, beside the circuit's context; who reads may let go at any time, from any thread.
/// </summary>
internal sealed class FrameStream : Stream, IValueTaskSource<int>
{
    private const int EnvelopeSize = 5;

    private readonly Lock _lock = new();
    private readonly byte[] _envelope = new byte[EnvelopeSize];
    private byte[]? _frame;
    private int _read;
    private Memory<byte> _room;
    private ManualResetValueTaskSourceCore<int> _reader;
    private bool _reads;
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
        TaskCompletionSource? sender = null;
        bool reads;
        var count = 0;
        lock (_lock)
        {
            if (_letGo)
                throw Gone();
            BinaryPrimitives.WriteInt32LittleEndian(_envelope, frame.Length);
            _envelope[^1] = asks ? (byte)1 : (byte)0;
            (_frame, _read, reads, _reads) = (frame, 0, _reads, false);
            if (reads)
                count = Take(_room.Span);
            if (_frame is not null)
                sender = _sender = new();
        }

        if (reads)
            _reader.SetResult(count);
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
        bool reads;
        lock (_lock)
            (_ended, reads, _reads) = (true, _reads, false);
        if (reads)
            _reader.SetResult(0);
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
                (_room, _reads) = (buffer, true);
                _reader.Reset();
                return new(this, _reader.Version);
            }

            count = _frame is null ? 0 : Take(buffer.Span);
            if (_frame is null)
                (sender, _sender) = (_sender, null);
        }

        sender?.SetResult();
        return new(count);
    }

    int IValueTaskSource<int>.GetResult(short token) => _reader.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _reader.GetStatus(token);

    /// <summary>A frame is nothing that the circuit's context has to guard: who reads does not wait for its turn there.</summary>
    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _reader.OnCompleted(continuation, state, token, flags & ~ValueTaskSourceOnCompletedFlags.UseSchedulingContext);

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

    /// <summary>What a sender is told whom nobody listens to any more.</summary>
    public static JSDisconnectedException Gone() => new("The browser does not read frames any more.");

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
