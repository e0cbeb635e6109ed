using System.Numerics;

namespace DispatchMap.Core.Frames;

/// <summary>
/// Numbers that are mostly about equally small, as Rice codes: those of twice the size take one bit more (docs/frames.md).
/// </summary>
internal sealed class RiceColumn
{
    /// <summary>So many ones say that the number follows in full.</summary>
    public const int Escape = 15;

    public const int MaxParameter = 30;

    private uint[] _values = [];
    private int _count;
    private ulong _sum;

    /// <summary>
    /// How many of a number's low bits are written as they are: about as many as the mean has, whatever takes the fewest bits;
    /// and how many bits <see cref="Write"/> will take then.
    /// </summary>
    public (int Parameter, long Bits) Choose()
    {
        var about = _count == 0 ? 0 : Math.Min(BitOperations.Log2((uint)(_sum / (ulong)_count) | 1), MaxParameter - 1);
        var best = (Parameter: about, Bits: Bits(about));
        if (about > 0 && Bits(about - 1) is var fewer && fewer < best.Bits)
            best = (about - 1, fewer);
        if (Bits(about + 1) is var more && more < best.Bits)
            best = (about + 1, more);
        return best;
    }

    public void Clear() => (_count, _sum) = (0, 0);

    public void Add(uint value)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, Math.Max(64, _count * 2));
        _values[_count++] = value;
        _sum += value;
    }

    public void AddSigned(int value) => Add(Fold(value));

    /// <summary>Small numbers of either sign as small numbers without one.</summary>
    public static uint Fold(int value) => (uint)(value << 1 ^ value >> 31);

    public static int Unfold(uint value) => (int)(value >> 1) ^ -(int)(value & 1);

    /// <summary>Takes the smallest number off all of them.</summary>
    public uint Rebase()
    {
        var values = _values.AsSpan(0, _count);
        var smallest = uint.MaxValue;
        foreach (var value in values)
            smallest = Math.Min(smallest, value);
        foreach (ref var value in values)
            value -= smallest;
        _sum -= smallest * (ulong)_count;
        return smallest;
    }

    private long Bits(int parameter)
    {
        long bits = 0;
        foreach (var value in _values.AsSpan(0, _count))
            bits += value >> parameter is < Escape and var quotient ? quotient + 1 + parameter : Escape + 32;
        return bits;
    }

    public void Write(ref BitWriter to, int parameter)
    {
        var low = (1u << parameter) - 1;
        foreach (var value in _values.AsSpan(0, _count))
        {
            var quotient = (int)Math.Min(value >> parameter, Escape);
            var ones = (1u << quotient) - 1;
            if (quotient < Escape && quotient + 1 + parameter <= 32)
            {
                to.Write(ones | (value & low) << (quotient + 1), quotient + 1 + parameter);
            }
            else if (quotient < Escape)
            {
                to.Write(ones, quotient + 1);
                to.Write(value & low, parameter);
            }
            else
            {
                to.Write(ones, Escape);
                to.Write(value, 32);
            }
        }
    }
}
