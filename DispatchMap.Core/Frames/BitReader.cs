namespace DispatchMap.Core.Frames;

/// <summary>Reads what a <see cref="BitWriter"/> wrote; throws <see cref="InvalidDataException"/> where nothing is left.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> from)
{
    private readonly ReadOnlySpan<byte> _from = from;
    private ulong _held;
    private int _width;

    /// <summary>Bytes that were touched.</summary>
    public int Used { get; private set; }

    /// <param name="width">At most 32.</param>
    public uint Read(int width)
    {
        while (_width < width)
        {
            if (Used == _from.Length)
                throw new InvalidDataException("The frame is cut short.");
            _held |= (ulong)_from[Used++] << _width;
            _width += 8;
        }

        var value = (uint)(_held & ((1UL << width) - 1));
        _held >>= width;
        _width -= width;
        return value;
    }

    /// <summary>Reads one number of a <see cref="RiceColumn"/>.</summary>
    public uint ReadRice(int parameter)
    {
        uint quotient = 0;
        while (Read(1) == 1)
        {
            if (++quotient == RiceColumn.Escape)
                return Read(32);
        }

        return quotient << parameter | Read(parameter);
    }
}
