using System.Buffers.Binary;
using System.Text;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>
/// Writes frames (docs/frames.md), one after another, into a buffer of its own: <see cref="Begin"/>, then all removed slots, all
/// texts, all records and changes (with ascending slots), then <see cref="End"/>, which fills in how many
/// there were.
/// </summary>
internal sealed class FrameWriter
{
    private readonly MoveColumns _columns = new();
    private byte[] _buffer = new byte[4096];
    private int _length;
    private int _removed;
    private int _texts;
    private int _records;

    /// <summary>Starts a frame; the counts of the sections are ignored.</summary>
    public void Begin(in FrameHeader header)
    {
        (_length, _removed, _texts, _records) = (0, 0, 0, 0);
        _columns.Clear();
        var to = Take(FrameHeader.Size);
        to[0] = FrameHeader.Format;
        to[1] = (byte)header.Kind;
        to[2] = (byte)header.Flags;
        to[3] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], header.Epoch);
        BinaryPrimitives.WriteDoubleLittleEndian(to[8..], header.FromVersion);
        BinaryPrimitives.WriteDoubleLittleEndian(to[16..], header.ToVersion);
        BinaryPrimitives.WriteDoubleLittleEndian(to[24..], header.VendorTimeMs);
        BinaryPrimitives.WriteInt32LittleEndian(to[44..], header.Vehicles);
        for (var i = 0; i < FleetTally.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(to[(FrameHeader.TallyAt + (i * sizeof(int)))..], header.Tally[i]);
    }

    public void AddRemoved(int slot)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Take(FrameHeader.RemovedSize), slot);
        _removed++;
    }

    /// <summary>Adds a text; what is longer than <see cref="HeldText.MaxBytes"/> is cut between characters.</summary>
    public void AddText(in FrameText text)
    {
        var to = Take(12);
        BinaryPrimitives.WriteInt32LittleEndian(to, text.Slot);
        BinaryPrimitives.WriteDoubleLittleEndian(to[4..], text.VehicleId);
        Write(text.Name);
        Write(text.Driver);
        _texts++;
    }

    public void AddRecord(in FrameRecord record)
    {
        var to = Take(FrameRecord.Size);
        BinaryPrimitives.WriteInt32LittleEndian(to, record.Slot);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], record.LatitudeE6);
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], record.LongitudeE6);
        BinaryPrimitives.WriteUInt32LittleEndian(to[12..], (uint)(record.RecordedMs / 1000));
        BinaryPrimitives.WriteUInt16LittleEndian(to[16..], (ushort)(record.RecordedMs % 1000));
        BinaryPrimitives.WriteUInt16LittleEndian(to[18..], record.SpeedDeci);
        BinaryPrimitives.WriteUInt16LittleEndian(to[20..], record.HeadingDeci);
        to[22] = record.State.Bits;
        to[23] = (byte)((record.HasPosition ? 1 : 0) | (record.LagDeci is null ? 0 : 2));
        BinaryPrimitives.WriteUInt32LittleEndian(to[24..], record.LagDeci ?? 0);
        _records++;
    }

    /// <summary>Adds a record in the shortest way that a browser understands which holds another one.</summary>
    public void AddChange(in FrameRecord? held, in FrameRecord record)
    {
        if (held is not { } before)
            AddRecord(record);
        else if ((before with { State = record.State }) == record)
            _columns.Add(new FrameRestate(record.Slot, record.State));
        else if (FrameMove.Between(before, record) is { } move)
            _columns.Add(move);
        else
            AddRecord(record);
    }

    public byte[] End()
    {
        _columns.WriteTo(this);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(32), _removed);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(36), _texts);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(40), _records);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(48), _columns.Moves);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(52), _columns.Restated);
        return _buffer.AsSpan(0, _length).ToArray();
    }

    private void Write(string text)
    {
        var cut = HeldText.Cut(text)!;
        var bytes = Encoding.UTF8.GetByteCount(cut);
        var to = Take(sizeof(ushort) + bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)bytes);
        Encoding.UTF8.GetBytes(cut, to[sizeof(ushort)..]);
    }

    /// <summary>The next bytes of the frame, to be filled before the next ones are taken.</summary>
    public Span<byte> Take(int size)
    {
        if (_length + size > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + size));
        _length += size;
        return _buffer.AsSpan(_length - size, size);
    }
}
