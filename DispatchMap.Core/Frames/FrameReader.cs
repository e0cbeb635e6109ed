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
        for (var i = 0; i < header.Counts.Removed; i++)
            removed.Add(BinaryPrimitives.ReadInt32LittleEndian(Take(FrameHeader.RemovedSize)));
        var texts = ImmutableArray.CreateBuilder<FrameText>();
        for (var i = 0; i < header.Counts.Texts; i++)
            texts.Add(ReadText());
        var records = ImmutableArray.CreateBuilder<FrameRecord>();
        for (var i = 0; i < header.Counts.Records; i++)
            records.Add(ReadRecord(Take(FrameRecord.Size)));
        var moves = header.Counts.Moves > 0 ? ReadMoves(header.Counts.Moves) : [];
        var restated = header.Counts.Restated > 0 ? ReadRestated(header.Counts.Restated) : [];
        if (!_rest.IsEmpty)
            throw new InvalidDataException("There is more in the frame than its header counts.");
        return new(header, removed.DrainToImmutable(), texts.DrainToImmutable(), records.DrainToImmutable(), moves, restated);
    }

    private static FrameHeader ReadHeader(ReadOnlySpan<byte> from)
    {
        if (from[0] != FrameHeader.Format)
            throw new InvalidDataException("The frame is of another format.");
        var tally = new FleetTally();
        for (var i = 0; i < FleetTally.Length; i++)
            tally[i] = BinaryPrimitives.ReadInt32LittleEndian(from[(FrameHeader.TallyAt + (i * sizeof(int)))..]);
        return new(
            (FrameKind)from[1],
            (FrameFlags)from[2],
            BinaryPrimitives.ReadUInt32LittleEndian(from[4..]),
            (long)BinaryPrimitives.ReadDoubleLittleEndian(from[8..]),
            (long)BinaryPrimitives.ReadDoubleLittleEndian(from[16..]),
            (long)BinaryPrimitives.ReadDoubleLittleEndian(from[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[44..]),
            tally,
            new(
                BinaryPrimitives.ReadInt32LittleEndian(from[32..]),
                BinaryPrimitives.ReadInt32LittleEndian(from[36..]),
                BinaryPrimitives.ReadInt32LittleEndian(from[40..]),
                BinaryPrimitives.ReadInt32LittleEndian(from[48..]),
                BinaryPrimitives.ReadInt32LittleEndian(from[52..])));
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
        (BinaryPrimitives.ReadUInt32LittleEndian(from[12..]) * 1000L) + BinaryPrimitives.ReadUInt16LittleEndian(from[16..]),
        BinaryPrimitives.ReadUInt16LittleEndian(from[18..]),
        BinaryPrimitives.ReadUInt16LittleEndian(from[20..]),
        new(from[22]),
        (from[23] & 1) != 0,
        (from[23] & 2) != 0 ? BinaryPrimitives.ReadUInt32LittleEndian(from[24..]) : null);

    private ImmutableArray<FrameMove> ReadMoves(int count)
    {
        var unit = BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));
        var soonest = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
        var parameters = Take(MoveColumns.MoveCodes);
        var from = new BitReader(_rest);
        var columns = new int[MoveColumns.MoveCodes][];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = ReadColumn(ref from, count, parameters[i], i, soonest, unit);
        var moves = ImmutableArray.CreateBuilder<FrameMove>();
        var slot = -1;
        for (var i = 0; i < count; i++)
        {
            slot += columns[0][i] + 1;
            FrameState? state = from.Read(1) == 1 ? new FrameState((byte)from.Read(FrameState.Width)) : null;
            moves.Add(new(slot, columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i], columns[6][i], state));
        }

        _rest = _rest[from.Used..];
        return moves.DrainToImmutable();
    }

    private static int[] ReadColumn(ref BitReader from, int count, int parameter, int column, uint soonest = 0, int unit = 1)
    {
        const int slots = 0;
        if (parameter > RiceColumn.MaxParameter)
            throw new InvalidDataException("The frame is coded in a way that does not exist.");
        var values = new List<int>();
        for (var i = 0; i < count; i++)
        {
            values.Add(column switch
            {
                slots => (int)from.ReadRice(parameter),
                MoveColumns.TimeCode => RiceColumn.Unfold(soonest + from.ReadRice(parameter)) * unit,
                _ => RiceColumn.Unfold(from.ReadRice(parameter)),
            });
        }

        return [.. values];
    }

    private ImmutableArray<FrameRestate> ReadRestated(int count)
    {
        var parameter = Take(1)[0];
        var from = new BitReader(_rest);
        var gaps = ReadColumn(ref from, count, parameter, 0);
        var restated = ImmutableArray.CreateBuilder<FrameRestate>();
        var slot = -1;
        for (var i = 0; i < count; i++)
        {
            slot += gaps[i] + 1;
            restated.Add(new(slot, new((byte)from.Read(FrameState.Width))));
        }

        _rest = _rest[from.Used..];
        return restated.DrainToImmutable();
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        var taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }
}
