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

    private const int LengthSize = 4;

    private readonly Lock _lock = new();
    private ReadOnlyMemory<byte> _rest;
    private Memory<byte> _buffer;
    private TaskCompletionSource<int>? _read;
    private TaskCompletionSource? _room;
    private int _unanswered;
    private bool _ended;

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

    private bool Room => _read is not null && _unanswered < Window;

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
        TaskCompletionSource<int> read;
        int count;
        lock (_lock)
        {
            if (!Room)
                return false;
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.Span, frame.Length);
            _rest = frame;
            count = LengthSize + Fill(_buffer[LengthSize..]);
            _unanswered++;
            (read, _read) = (_read!, null);
        }
        read.SetResult(count);
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
        TaskCompletionSource<int>? read;
        lock (_lock)
        {
            _ended = true;
            (read, _read) = (_read, null);
        }
        read?.SetResult(0);
        TellRoom();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<int> read;
        lock (_lock)
        {
            // Two readers at once are none of ours, and a buffer must have room for a length.
            if (_ended || _read is not null || buffer.Length <= LengthSize)
                return new(0);
            Claimed = true;
            if (!_rest.IsEmpty)
                return new(Fill(buffer));
            // Whoever waits for it is on the circuit's context, as is the pump that writes: there is nothing to be scheduled.
            (_buffer, _read) = (buffer, read = new());
        }
        TellRoom();
        return new(read.Task);
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

    private int Fill(Memory<byte> buffer)
    {
        var part = _rest[..Math.Min(_rest.Length, buffer.Length)];
        part.CopyTo(buffer);
        // Not an empty part of it: that would keep the frame until the next one.
        _rest = part.Length < _rest.Length ? _rest[part.Length..] : default;
        return part.Length;
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
