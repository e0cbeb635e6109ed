using System.Buffers.Binary;
using System.Text;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>Reads the part of MessagePack that a circuit uses.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>How many items follow.</summary>
    public int Array()
    {
        var mark = Mark();
        return mark switch
        {
            >= 0x90 and <= 0x9f => mark & 15,
            0xdc => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            0xdd => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            _ => throw Unexpected(mark),
        };
    }

    public long Whole()
    {
        var mark = Mark();
        return mark switch
        {
            < 0x80 => mark,
            >= 0xe0 => (sbyte)mark,
            0xcc => Take(1)[0],
            0xcd => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            0xce => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            0xcf or 0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            0xd0 => (sbyte)Take(1)[0],
            0xd1 => BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            0xd2 => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            _ => throw Unexpected(mark),
        };
    }

    /// <summary>The bytes of a text or of a byte array; empty for nil.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var mark = Mark();
        return mark switch
        {
            0xc0 => default,
            >= 0xa0 and <= 0xbf => Take(mark & 31),
            0xc4 or 0xd9 => Take(Take(1)[0]),
            0xc5 or 0xda => Take(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            0xc6 or 0xdb => Take(BinaryPrimitives.ReadInt32BigEndian(Take(4))),
            _ => throw Unexpected(mark),
        };
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>Passes over one item, whatever it is.</summary>
    public void Skip()
    {
        var mark = _rest[0];
        switch (mark)
        {
            case < 0x80 or >= 0xe0 or (>= 0xcc and <= 0xd3):
                Whole();
                break;
            case 0xc0 or 0xc2 or 0xc3:
                Mark();
                break;
            case 0xca or 0xcb:
                Take(mark == 0xca ? 5 : 9);
                break;
            case (>= 0x90 and <= 0x9f) or 0xdc or 0xdd:
                Skip(Array());
                break;
            case >= 0x80 and <= 0x8f:
                Skip((Mark() & 15) * 2);
                break;
            default:
                Bytes();
                break;
        }
    }

    public void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            Skip();
    }

    private byte Mark() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int size)
    {
        var taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }

    private static InvalidDataException Unexpected(byte mark) => new($"The circuit sent MessagePack of another kind: 0x{mark:x2}.");
}
