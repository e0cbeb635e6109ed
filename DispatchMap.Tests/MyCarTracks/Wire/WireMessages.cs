using System.Globalization;
using System.Text;
using CsCheck;

namespace DispatchMap.Tests.MyCarTracks.Wire;

/// <summary>Position events as a vendor may write them: as it does, in odd ways, and broken in small ways.</summary>
internal static class WireMessages
{
    private static readonly string[] Fields =
    [
        "type", "vehicleId", "vehicleName", "userId", "userName", "latitude", "longitude", "speed", "heading", "recordedAt", "receivedAt", "onlineState",
    ];

    private static readonly Gen<string> Digits = Gen.Char['0', '9'].Array[1, 8].Select(static digits => new string(digits));

    private static readonly Gen<string> Degrees = Gen.Double[-200, 200].Select(static degrees => Math.Round(degrees, 6).ToString(CultureInfo.InvariantCulture));

    private static readonly Gen<string> Number = Gen.Frequency(
        (60, Degrees),
        (3, Gen.Select(Gen.OneOf("", "-"), Digits, Digits, static (sign, whole, fraction) => $"{sign}{whole}.{fraction}")),
        (1, Gen.Double.Select(static number => number.ToString("R", CultureInfo.InvariantCulture))),
        (2, Gen.OneOf(
            "0", "-0", "-0.0", "00", "01.5", "-01", "1.", ".5", "-.5", "-", "+1", "1e3", "1E-3", "NaN", "Infinity", "1e999", "\"48.5\"", "\"1e1\"", "true", "0x1F",
            "123456789012345", "1234567890123456", "9007199254740993", "0.123456789012345", "0.00000000000001", "0.000000000000001", "48.123456789012345",
            "99999999999999999999999999", "1.5.5", "1,5", "1 ", " 1", "--1", "-null", "0null", "nullnull", "nul", "1null", "[1]", "{}")));

    private static readonly Gen<string> Id = Gen.Frequency(
        (40, Gen.Int[1, 60].Select(static id => $"{id}")),
        (1, Digits),
        (1, Number),
        (1, Gen.OneOf("999999999999999", "1000000000000000", "9007199254740991", "9007199254740992", "\"12\"", "12.0", "0", "-5", "null")));

    private static readonly Gen<string> Name = Gen.Frequency(
        (40, Gen.Int[0, 20].Select(static number => $"\"Ján Novák {number} 🚚\"")),
        (1, Gen.String.Select(static text => System.Text.Json.JsonSerializer.Serialize(text))),
        (1, Gen.String[0, 12].Select(static text => $"\"{text}\"")),
        (1, Gen.OneOf(
            "\"online\"", "\"\"", "\" \"", "\"\\u0041\"", "\"a\\\"b\"", "\"a\\\\\"", "\"\\\"", "\"\\ud800\"", "\"tab\there\"", "\"\u202Edlo\"", "12", "null", "\"", "'x'",
            "\"" + new string('é', 100) + "\"")));

    private static readonly Gen<string> Time = Gen.Frequency(
        (60, Gen.Int[0, 400_000].Select(static seconds => $"\"{FromJune(seconds):yyyy-MM-dd'T'HH:mm:ss'Z'}\"")),
        (3, Gen.Select(Gen.Int[0, 60], Digits, static (second, fraction) => $"\"2026-06-01T14:21:{second:00}.{fraction}Z\"")),
        (3, Gen.Select(Gen.Int[1999, 2101], Gen.Int[0, 13], Gen.Int[0, 32], Gen.Int[0, 25], Gen.Int[0, 61], Gen.Int[0, 61],
            static (year, month, day, hour, minute, second) => $"\"{year}-{month:00}-{day:00}T{hour:00}:{minute:00}:{second:00}Z\"")),
        (1, Gen.OneOf(
            "\"2026-06-01T14:21:35\"", "\"2026-06-01T14:21:35+02:00\"", "\"2026-06-01 14:21:35Z\"", "\"2026-06-01T14:21Z\"", "\"2026-06-01T14:21:35.Z\"",
            "\"2026-06-01T14:21:35z\"", "\"2026-06-01T14:21:5Z\"", "\"2026-06-01T14:21:355Z\"", "\"2026-06-01t14:21:35Z\"", "\"2026-06-01T14:21:35ZZ\"",
            "\"2026-06-01T14:21:35Z", "\"2026-06-01T14:21:", "\"null", "\"2028-02-29T00:00:00Z\"", "\"2026-02-29T00:00:00Z\"", "\"2100-01-01T00:00:00Z\"",
            "\"2026-06-01T24:00:00Z\"", "1780323695", "1780323695000", "\"1780323695\"", "\"\"", "null", "\"+026-06-01T14:21:35Z\"",
            "\"" + new string('\0', 17) + "35Z\"")));

    /// <summary>All fields, or most, in the usual order.</summary>
    public static Gen<byte[]> Usual { get; } = Message(
        Gen.Bool.Array[Fields.Length].Select(Gen.Int[0, 3]).Select(static (left, seldom) => Fields.Where((_, i) => seldom > 0 || left[i]).ToArray()),
        Gen.Const(""));

    /// <summary>Fields left out, repeated and in any order, among others, with odd white space and something behind.</summary>
    public static Gen<byte[]> Unusual { get; } = Message(
        Gen.Frequency((12, Gen.OneOf(Fields)), (1, Gen.OneOf("id", "name", "lat", "lon", "carId", "position", "odd", "latitud\\u0065", "")))
            .Array[0, 16],
        Gen.Frequency((20, Gen.Const("")), (1, Gen.OneOf(" ", "\n", "\t\r\n  ", "\u00A0", ",", "/**/"))));

    /// <summary>Usual ones with some bytes changed, cut off or doubled.</summary>
    public static Gen<byte[]> Garbled { get; } = Gen.Select(
        Usual, Gen.Int[0, 1000], Gen.Int[0, 3], Gen.OneOf(Gen.Byte.Array[0, 3], Gen.OneOf("\"", "}", "{", ",", ":", "0", "-", "null", "\\", "\0", "\u00E9").Select(Encoding.UTF8.GetBytes)),
        static (message, at, cut, put) =>
        {
            var start = at % (message.Length + 1);
            return (byte[])[.. message[..start], .. put, .. message[Math.Min(message.Length, start + cut)..]];
        });

    private static Gen<byte[]> Message(Gen<string[]> fields, Gen<string> space) => fields.SelectMany(names =>
    {
        var values = names.Select(ValueOf).ToArray();
        return Gen.Select(Several(values), space.Array[(names.Length * 3) + 2], (said, spaces) =>
        {
            var text = new StringBuilder(spaces[^1]).Append('{');
            for (var i = 0; i < names.Length; i++)
                text.Append(i > 0 ? "," : "").Append(spaces[i * 3]).Append('"').Append(names[i]).Append('"').Append(spaces[(i * 3) + 1]).Append(':').Append(spaces[(i * 3) + 2]).Append(said[i]);
            return Encoding.UTF8.GetBytes(text.Append('}').Append(spaces[^2]).ToString());
        });
    });

    private static Gen<string[]> Several(Gen<string>[] values) =>
        values.Aggregate(Gen.Const(Array.Empty<string>()), static (all, next) => Gen.Select(all, next, static (before, value) => (string[])[.. before, value]));

    private static Gen<string> ValueOf(string field) => field switch
    {
        "type" => Gen.Frequency((30, Gen.Const("\"vehicle.position.updated\"")), (1, Gen.OneOf("\"heartbeat\"", "null", "1", "\"vehicle.position.updated", "\"vehicle.\\u0070osition.updated\""))),
        "vehicleId" or "userId" or "id" or "carId" => Id,
        "vehicleName" or "userName" or "onlineState" or "name" => Name,
        "recordedAt" or "receivedAt" => Time,
        _ => Number,
    };

    private static DateTimeOffset FromJune(int seconds) => new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}
