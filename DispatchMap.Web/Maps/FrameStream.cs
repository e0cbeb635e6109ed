using System.Buffers.Binary;

namespace DispatchMap.Web.Maps;

/// <summary>
/// A stream that one browser reads for as long as its connection lasts, each frame with its length in front (docs/frames.md). It holds
/// one frame at most: there is room for the next when the reader, who writes to the connection, has come back for more.
/// It never fails: to the framework that reads it, a stream that throws is a circuit that must end. Safe from any thread.
/// </summary>
/// <param name="number">Which of the map's streams it is.</param>
internal sealed class FrameStream(int number) : Stream
{
    /// <summary>
    /// Frames that may be on their way without an answer. A browser that stalls then finds so many when it goes on, and behind them one
    /// that merges the rest. It answers every eighth (<c>frameReader.ts</c>).
    /// </summary>
    public const int Window = 16;

    /// <summary>Bytes of the length in front of a frame.</summary>
    public const int LengthSize = 4;

    private readonly Lock _lock = new();
    private ReadOnlyMemory<byte> _rest;
    private byte[]? _frame;
    private TaskCompletionSource<bool>? _reader;
    private TaskCompletionSource? _room;
    private int _unanswered;
    private bool _ended;

    /// <summary>Set by whoever wants to know which stream it is that is read next.</summary>
    public static AsyncLocal<FrameStreamClaim?> Claims { get; } = new();

    public int Number => number;

    /// <summary>Whether the browser has asked for it.</summary>
    public bool Claimed { get; private set; }

    /// <summary>Frames that the browser has not answered.</summary>
    public int Unanswered
    {
        get
        {
            lock (_lock)
                return _unanswered;
        }
    }

    public bool Ended
    {
        get
        {
            lock (_lock)
                return _ended;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    private bool Room => _reader is not null && _unanswered < Window;

    /// <summary>Completes when there is room, or when the stream has ended.</summary>
    public Task RoomAsync()
    {
        lock (_lock)
        {
            if (Room || _ended)
                return Task.CompletedTask;
            _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Hands a frame to whoever reads; false when there is no room for it.</summary>
    public bool TryWrite(byte[] frame)
    {
        TaskCompletionSource<bool> reader;
        lock (_lock)
        {
            if (!Room)
                return false;
            _frame = frame;
            _unanswered++;
            (reader, _reader) = (_reader!, null);
        }
        reader.SetResult(true);
        return true;
    }

    /// <summary>The browser has applied so many more.</summary>
    public void Answered(int frames)
    {
        lock (_lock)
            _unanswered = Math.Max(0, _unanswered - Math.Clamp(frames, 0, Window));
        TellRoom();
    }

    /// <summary>Nothing more is written; whoever reads is told so.</summary>
    public void End()
    {
        TaskCompletionSource<bool>? reader;
        lock (_lock)
        {
            _ended = true;
            (reader, _reader) = (_reader, null);
        }
        reader?.SetResult(false);
        TellRoom();
    }

    /// <summary>The next frame; null when the stream has ended. One reader at a time: another is told that it has ended.</summary>
    public async ValueTask<byte[]?> NextAsync()
    {
        TaskCompletionSource<bool> reader;
        lock (_lock)
        {
            if (_ended || _reader is not null)
                return null;
            Claimed = true;
            _reader = reader = new();
        }
        TellRoom();
        if (!await reader.Task.ConfigureAwait(false))
            return null;
        lock (_lock)
        {
            var frame = _frame;
            _frame = null;
            return frame;
        }
    }

    /// <summary>Writes a frame's length and as much of it as there is room for.</summary>
    /// <returns>How many bytes that were.</returns>
    public static int Put(ReadOnlyMemory<byte> frame, Span<byte> buffer)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer, frame.Length);
        var part = frame.Span[..Math.Min(frame.Length, buffer.Length - LengthSize)];
        part.CopyTo(buffer[LengthSize..]);
        return LengthSize + part.Length;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Claims.Value is { Stream: null } claim && !buffer.IsEmpty)
        {
            // One byte for nobody, so that this reading ends.
            claim.Stream = this;
            buffer.Span[0] = 0;
            return 1;
        }
        if (_rest.IsEmpty)
        {
            if (buffer.Length <= LengthSize || await NextAsync() is not { } frame)
                return 0;
            var count = Put(frame, buffer.Span);
            // Not an empty part of it: that would keep the frame until the next one.
            _rest = count - LengthSize < frame.Length ? frame.AsMemory(count - LengthSize) : default;
            return count;
        }
        var part = _rest[..Math.Min(_rest.Length, buffer.Length)];
        part.CopyTo(buffer);
        _rest = part.Length < _rest.Length ? _rest[part.Length..] : default;
        return part.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    /// <summary>By whoever reads, when the connection is gone or nobody claimed the stream.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            End();
        base.Dispose(disposing);
    }

    private void TellRoom()
    {
        TaskCompletionSource? room;
        lock (_lock)
        {
            if (!Room && !_ended)
                return;
            (room, _room) = (_room, null);
        }
        room?.SetResult();
    }
}
