using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Reads a time: ISO 8601 (UTC when it names no offset), epoch seconds or epoch milliseconds, the latter two also as strings.
/// The magnitude tells seconds from milliseconds; between 2000 and 2100 they cannot be confused.
/// </summary>
internal static class WireTime
{
    /// <summary>Stands for a time that is there but cannot be read or lies outside 2000–2100.</summary>
    public static readonly DateTimeOffset Unreadable = DateTimeOffset.MinValue;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] IsoForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>The time in UTC, or <see cref="Unreadable"/>.</summary>
    public static DateTimeOffset Read(ref Utf8JsonReader reader)
    {
        if (TryReadIso(ref reader, out var time))
            return InRange(time);
        return WireNumber.TryReadDouble(ref reader, out var number) ? FromEpoch(number) : Unreadable;
    }

    /// <summary>The time, or null when it cannot be read.</summary>
    public static DateTimeOffset? ReadOrNull(ref Utf8JsonReader reader) =>
        Read(ref reader) is var time && time != Unreadable ? time : null;

    private static bool TryReadIso(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        time = default;
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || reader.ValueSpan.IsEmpty)
            return false;

        // The reader's own parser is the fast one, but takes a time without an offset for the server's local time.
        return (reader.ValueSpan[^1] == 'Z' && reader.TryGetDateTimeOffset(out time)) || TryParseIso(reader.ValueSpan, out time);
    }

    private static bool TryParseIso(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        Span<char> chars = stackalloc char[40];
        return text.Length is >= 16 and <= 40
            && Ascii.ToUtf16(text, chars, out var length) == OperationStatus.Done
            && DateTimeOffset.TryParseExact(chars[..length], IsoForms, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    private static DateTimeOffset FromEpoch(double number)
    {
        var milliseconds = number < Latest.ToUnixTimeSeconds() ? number * 1000 : number;
        return milliseconds >= Earliest.ToUnixTimeMilliseconds() && milliseconds < Latest.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : Unreadable;
    }

    private static DateTimeOffset InRange(DateTimeOffset time) => time >= Earliest && time < Latest ? time.ToUniversalTime() : Unreadable;
}
