using System.Buffers.Binary;
using System.Text;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>Writes the part of MessagePack that a circuit needs, into one buffer used again for each message.</summary>
internal sealed class PackWriter
{
    /// <summary>A length in front takes up to five bytes: seven bits in each.</summary>
    private const int LengthRoom = 5;

    private byte[] _buffer = new byte[1024];
    private int _end = LengthRoom;

    public PackWriter Begin()
    {
        _end = LengthRoom;
        return this;
    }

    /// <summary>Up to 15 items follow.</summary>
    public PackWriter Array(int count)
    {
        Take(1)[0] = (byte)(0x90 | count);
        return this;
    }

    public PackWriter EmptyMap()
    {
        Take(1)[0] = 0x80;
        return this;
    }

    public PackWriter Nil()
    {
        Take(1)[0] = 0xc0;
        return this;
    }

    public PackWriter True()
    {
        Take(1)[0] = 0xc3;
        return this;
    }

    public PackWriter Whole(long value)
    {
        if (value is >= 0 and < 128)
        {
            Take(1)[0] = (byte)value;
            return this;
        }

        var to = Take(9);
        to[0] = 0xd3;
        BinaryPrimitives.WriteInt64BigEndian(to[1..], value);
        return this;
    }

    public PackWriter Text(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes < 32)
        {
            Take(1)[0] = (byte)(0xa0 | bytes);
        }
        else
        {
            var to = Take(5);
            to[0] = 0xdb;
            BinaryPrimitives.WriteInt32BigEndian(to[1..], bytes);
        }

        Encoding.UTF8.GetBytes(text, Take(bytes));
        return this;
    }

    /// <summary>The message with its length in front, as the protocol frames it. Valid until the next <see cref="Begin"/>.</summary>
    public ReadOnlyMemory<byte> End()
    {
        var length = (uint)(_end - LengthRoom);
        var groups = 1;
        while (length >> (7 * groups) != 0)
            groups++;
        for (var i = 0; i < groups; i++)
            _buffer[LengthRoom - groups + i] = (byte)((length >> (7 * i) & 0x7f) | (i < groups - 1 ? 0x80u : 0));
        return _buffer.AsMemory(LengthRoom - groups, _end - LengthRoom + groups);
    }

    private Span<byte> Take(int size)
    {
        if (_end + size > _buffer.Length)
            System.Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _end + size));
        _end += size;
        return _buffer.AsSpan(_end - size, size);
    }
}
