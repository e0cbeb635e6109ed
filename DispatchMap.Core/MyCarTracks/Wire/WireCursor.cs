using System.Runtime.CompilerServices;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Goes through JSON as servers usually write it, with nothing between the tokens. Whoever is told that something is not there
/// gives up: what has been passed by then does not matter any more.
/// </summary>
internal ref struct WireCursor(ReadOnlySpan<byte> utf8)
{
    private ReadOnlySpan<byte> _rest = utf8;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public bool TrySkip(byte c)
    {
        if (_rest.IsEmpty || _rest[0] != c)
            return false;
        _rest = _rest[1..];
        return true;
    }

    // Inlined it compares with a constant: a few instructions instead of a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySkip(ReadOnlySpan<byte> text)
    {
        if (!_rest.StartsWith(text))
            return false;
        _rest = _rest[text.Length..];
        return true;
    }

    /// <summary>What stands between two quotes: a text, unless something is escaped in it or does not belong there.</summary>
    public bool TryQuoted(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TrySkip((byte)'"') || _rest.IndexOf((byte)'"') is not (>= 0 and var end))
            return false;
        text = _rest[..end];
        _rest = _rest[(end + 1)..];
        return true;
    }

    /// <summary>An id: whole, above zero, and short enough to be one.</summary>
    public bool TryId(out long id)
    {
        id = 0;
        return TryDigits(ref id, out var count) && id > 0 && count <= WireNumber.ExactDigits;
    }

    /// <summary>A number without an exponent, and with so few digits that it is exact.</summary>
    public bool TryNumber(out double value)
    {
        value = 0;
        long digits = 0;
        var fraction = 0;
        var isNegative = TrySkip((byte)'-');
        if (!TryDigits(ref digits, out var whole) || (TrySkip((byte)'.') && (fraction = TakeDigits(ref digits)) == 0))
            return false;
        if (whole + fraction > WireNumber.ExactDigits)
            return false;
        value = WireNumber.Exact(digits, fraction, isNegative);
        return true;
    }

    /// <summary>A time in UTC: <c>"2026-06-01T14:21:35Z"</c>, also with a fraction of a second.</summary>
    /// <param name="minute">The minute of the last time that was read.</param>
    public bool TryTime(WireMinute minute, out DateTimeOffset time)
    {
        time = default;
        if (!TrySkip((byte)'"') || _rest.Length < WireMinute.Length || !minute.TryRead(_rest[..WireMinute.Length], out var ticks))
            return false;
        _rest = _rest[WireMinute.Length..];

        long seconds = 0;
        long parts = 0;
        var digits = 7;
        if (TakeDigits(ref seconds) != 2 || seconds > 59 || (TrySkip((byte)'.') && (digits = TakeDigits(ref parts)) is 0 or > 7))
            return false;
        for (; digits < 7; digits++)
            parts *= 10;
        time = new(ticks + (seconds * TimeSpan.TicksPerSecond) + parts, TimeSpan.Zero);
        return TrySkip("Z\""u8);
    }

    /// <summary>Digits as JSON allows them: at least one, and none behind a zero.</summary>
    private bool TryDigits(ref long value, out int count)
    {
        var leadsZero = !_rest.IsEmpty && _rest[0] == '0';
        count = TakeDigits(ref value);
        return count == 1 || (count > 1 && !leadsZero);
    }

    /// <summary>Appends the digits that come next to a number, and tells how many there were. They may be more than fit.</summary>
    private int TakeDigits(ref long value)
    {
        var rest = _rest;
        var number = value;
        var count = 0;
        for (; count < rest.Length && (uint)(rest[count] - '0') is <= 9 and var digit; count++)
            number = (number * 10) + digit;
        _rest = rest[count..];
        value = number;
        return count;
    }
}
