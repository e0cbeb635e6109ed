using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>Reads frames (docs/frames.md) the way a browser does, for whatever has to check what browsers are told.</summary>
internal ref struct FrameReader
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest;

    private FrameReader(ReadOnlySpan<byte> frame) => _rest = frame;

    /// <summary>Reads a whole frame; throws <see cref="InvalidDataException"/> when it is not one.</summary>
    public static Frame Read(ReadOnlySpan<byte> frame)
    {
        try
        {
            return new FrameReader(frame).Read();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException("The frame is cut short or holds text that is not UTF-8.", e);
        }
    }

    private Frame Read()
    {
        var header = ReadHeader(Take(FrameHeader.Size));
        var removed = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < header.Removed; i++)
            removed.Add(BinaryPrimitives.ReadInt32LittleEndian(Take(FrameHeader.RemovedSize)));
        var texts = ImmutableArray.CreateBuilder<FrameText>();
        for (var i = 0; i < header.Texts; i++)
            texts.Add(ReadText());
        var records = ImmutableArray.CreateBuilder<FrameRecord>();
        for (var i = 0; i < header.Records; i++)
            records.Add(ReadRecord(Take(FrameRecord.Size)));
        if (!_rest.IsEmpty)
            throw new InvalidDataException("There is more in the frame than its header counts.");
        return new(header, removed.DrainToImmutable(), texts.DrainToImmutable(), records.DrainToImmutable());
    }

    private static FrameHeader ReadHeader(ReadOnlySpan<byte> from)
    {
        if (from[0] != FrameHeader.Format)
            throw new InvalidDataException("The frame is of another format.");
        return new(
            (FrameKind)from[1],
            (FrameFlags)from[2],
            BinaryPrimitives.ReadUInt32LittleEndian(from[4..]),
            (long)BinaryPrimitives.ReadDoubleLittleEndian(from[8..]),
            (long)BinaryPrimitives.ReadDoubleLittleEndian(from[16..]),
            (long)BinaryPrimitives.ReadDoubleLittleEndian(from[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[36..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[40..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[44..]));
    }

    private FrameText ReadText()
    {
        var slot = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
        var id = (long)BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
        return new(slot, id, ReadString(), ReadString());
    }

    private string ReadString() => Strict.GetString(Take(BinaryPrimitives.ReadUInt16LittleEndian(Take(2))));

    private static FrameRecord ReadRecord(ReadOnlySpan<byte> from) => new(
        BinaryPrimitives.ReadInt32LittleEndian(from),
        BinaryPrimitives.ReadInt32LittleEndian(from[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(from[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(from[12..]),
        BinaryPrimitives.ReadUInt16LittleEndian(from[16..]),
        BinaryPrimitives.ReadUInt16LittleEndian(from[18..]),
        BinaryPrimitives.ReadUInt16LittleEndian(from[20..]),
        (Connection)(from[22] & 7),
        (Motion)(from[22] >> 3 & 3),
        (Motion)(from[22] >> 5 & 3),
        (from[23] & 1) != 0,
        (from[23] & 2) != 0 ? BinaryPrimitives.ReadUInt32LittleEndian(from[24..]) : null);

    private ReadOnlySpan<byte> Take(int size)
    {
        var taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }
}
