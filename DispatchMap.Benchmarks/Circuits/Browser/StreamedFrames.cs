using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>The frames of the map's stream, as the map module takes them out of it and answers (frameReader.ts).</summary>
internal sealed class StreamedFrames
{
    private const int LengthSize = 4;
    private const int AnswerEvery = 8;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _unanswered;
    private int _number;

    /// <summary>Whether its frames are still wanted.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>A stream begins.</summary>
    /// <param name="arguments">Of the call <c>open</c>: the stream, and its number.</param>
    public void Open(ReadOnlySpan<byte> arguments)
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(arguments));
        (_number, _unanswered, _start, _end, IsOpen) = (json.RootElement[1].GetInt32(), 0, 0, 0, true);
    }

    public void Add(ReadOnlySpan<byte> chunk)
    {
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        if (_end + chunk.Length > _buffer.Length)
            Array.Resize(ref _buffer, _end + chunk.Length);
        chunk.CopyTo(_buffer.AsSpan(_end));
        _end += chunk.Length;
    }

    /// <summary>The next frame that has come completely; empty when there is none. Valid until more is added.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (rest.Length < LengthSize || BinaryPrimitives.ReadInt32LittleEndian(rest) is var length && rest.Length - LengthSize < length)
            return default;
        _start += LengthSize + length;
        return rest.Slice(LengthSize, length);
    }

    /// <summary>A frame has been applied: the arguments of what is to be told, now and then.</summary>
    public string? Answer()
    {
        if (++_unanswered < AnswerEvery)
            return null;
        _unanswered = 0;
        return string.Create(CultureInfo.InvariantCulture, $"[{_number},{AnswerEvery}]");
    }

    /// <summary>A frame did not fit: the arguments of what is to be told.</summary>
    public string Refuse()
    {
        IsOpen = false;
        return string.Create(CultureInfo.InvariantCulture, $"[{_number}]");
    }
}
