using System.Buffers.Text;
using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>Reads numbers that may be written as JSON numbers or as strings.</summary>
internal static class WireNumber
{
    /// <summary>Ids travel to the browser as doubles, so they must be exact there.</summary>
    public const long MaxId = (1L << 53) - 1;

    /// <summary>As many digits are exact as a double, as is the power of ten that they are divided by.</summary>
    public const int ExactDigits = 15;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>An id, or null when there is none: ids are whole and above zero.</summary>
    public static long? ReadId(ref Utf8JsonReader reader) =>
        TryReadWhole(ref reader, out var id) && id is > 0 and <= MaxId ? id : null;

    public static bool TryReadWhole(ref Utf8JsonReader reader, out long value)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value))
            return true;
        if (reader.TokenType == JsonTokenType.String
            && Utf8Parser.TryParse(reader.ValueSpan, out value, out var consumed) && consumed == reader.ValueSpan.Length)
            return true;

        // 123.0 is whole too.
        value = 0;
        if (!TryReadDouble(ref reader, out var number) || Math.Abs(number) > MaxId || Math.Floor(number) != number)
            return false;
        value = (long)number;
        return true;
    }

    /// <summary>A finite number.</summary>
    public static bool TryReadDouble(ref Utf8JsonReader reader, out double value)
    {
        value = double.NaN;
        return reader.TokenType switch
        {
            JsonTokenType.Number => TryReadPlain(reader.ValueSpan, ref value)
                || (reader.TryGetDouble(out value) && double.IsFinite(value)),
            JsonTokenType.String => Utf8Parser.TryParse(reader.ValueSpan, out value, out var consumed)
                && consumed == reader.ValueSpan.Length && double.IsFinite(value),
            _ => false,
        };
    }

    /// <summary>A number of at most <see cref="ExactDigits"/> digits: one division of exact numbers rounds as the full parser does.</summary>
    /// <param name="fraction">How many of its digits are behind the point.</param>
    public static double Exact(long digits, int fraction, bool isNegative)
    {
        var value = digits / PowersOfTen[fraction];
        return isNegative ? -value : value;
    }

    /// <summary>
    /// A short cut for the four numbers of each position event, worth a seventh of its whole time: see <see cref="Exact"/>. The
    /// text is known to be a JSON number.
    /// </summary>
    private static bool TryReadPlain(ReadOnlySpan<byte> text, ref double value)
    {
        var isNegative = text[0] == '-';
        long digits = 0;
        var point = -1;
        if (text.Length > 16)
            return false;
        for (var i = isNegative ? 1 : 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '.')
                point = i;
            else if (c is >= (byte)'0' and <= (byte)'9')
                digits = (digits * 10) + (c - '0');
            else
                return false;
        }

        value = Exact(digits, point < 0 ? 0 : text.Length - 1 - point, isNegative);
        return digits < 1_000_000_000_000_000;
    }
}
