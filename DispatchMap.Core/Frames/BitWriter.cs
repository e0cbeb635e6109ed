using System.Buffers.Binary;

namespace DispatchMap.Core.Frames;

/// <summary>Writes numbers of any width one after another, lowest bits first.</summary>
internal ref struct BitWriter(Span<byte> to)
{
    private readonly Span<byte> _to = to;
    private ulong _held;
    private int _width;
    private int _at;

    /// <param name="width">At most 32.</param>
    public void Write(uint value, int width)
    {
        _held |= (ulong)value << _width;
        _width += width;
        if (_width < 32)
            return;
        BinaryPrimitives.WriteUInt32LittleEndian(_to[_at..], (uint)_held);
        _at += 4;
        _held >>= 32;
        _width -= 32;
    }

    /// <summary>Fills the last byte up with zeros.</summary>
    public void End()
    {
        for (; _width > 0; _width -= 8, _held >>= 8)
            _to[_at++] = (byte)_held;
    }
}
