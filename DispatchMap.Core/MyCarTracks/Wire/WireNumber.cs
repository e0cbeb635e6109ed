using System.Buffers.Text;
using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>Reads numbers that may be written as JSON numbers or as strings.</summary>
internal static class WireNumber
{
    /// <summary>Ids travel to the browser as doubles, so they must be exact there.</summary>
    public const long MaxId = (1L << 53) - 1;

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
            JsonTokenType.Number => reader.TryGetDouble(out value) && double.IsFinite(value),
            JsonTokenType.String => Utf8Parser.TryParse(reader.ValueSpan, out value, out var consumed)
                && consumed == reader.ValueSpan.Length && double.IsFinite(value),
            _ => false,
        };
    }
}
