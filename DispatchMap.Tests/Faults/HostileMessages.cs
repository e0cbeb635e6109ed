using System.Globalization;
using System.Text;
using CsCheck;

namespace DispatchMap.Tests.Faults;

/// <summary>Bytes that no vendor should send, most of them near to ones that it does.</summary>
internal static class HostileMessages
{
    /// <summary>How many to try: 20,000, or what <c>DISPATCHMAP_FUZZ</c> says.</summary>
    public static readonly long Cases = long.TryParse(
        Environment.GetEnvironmentVariable("DISPATCHMAP_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) ? cases : 20_000;

    private static readonly Gen<byte[]> Valid = Gen.OneOf(new[]
    {
        """{"type":"vehicle.position.updated","vehicleId":123,"vehicleName":"Service Van 1","userId":45,"userName":"Peter Novak","latitude":48.1486,"longitude":17.1077,"speed":54,"heading":180,"recordedAt":"2026-06-01T12:00:00Z","receivedAt":"2026-06-01T12:00:01Z","onlineState":"online"}""",
        """{"vehicleId":"1","position":{"lat":1,"lng":"2","recordedAt":1780315200000},"vehicleName":"\ud83d\ude9a \u0041","type":"vehicle.position.updated"}""",
        """{"type":"vehicle.offline","vehicleId":123,"lastSeenAt":"2026-06-01T14:00:12+02:00"}""",
        """{"type":"heartbeat","sentAt":"2026-06-01T12:00:00Z"}""",
        """{"type":"connected","streamId":"lps_1"}""",
        """{"type":"error","code":"X","message":"Y"}""",
    }.Select(Encoding.UTF8.GetBytes).ToArray());

    public static Gen<byte[]> Random { get; } = Gen.Byte.Array[0, 300];

    public static Gen<byte[]> Truncated { get; } =
        Gen.Select(Valid, Gen.Double.Unit, static (message, part) => message[..(int)(message.Length * part)]);

    public static Gen<byte[]> Mutated { get; } = Gen.Select(
        Valid, Gen.Select(Gen.Int[0, 1000], Gen.Byte).Array[1, 8], static (message, changes) =>
        {
            var mutant = (byte[])message.Clone();
            foreach (var (at, value) in changes)
                mutant[at % mutant.Length] = value;
            return mutant;
        });

    /// <summary>Swapping JSON tokens around gets deeper than noise does.</summary>
    public static Gen<byte[]> Spliced { get; } = Gen.Select(
        Valid, Gen.Int[0, 1000], Gen.Int[0, 20],
        Gen.OneOf("null", "{", "}", "[", "]", "\"", "1e999", "-0", "\\ud800", ",", ":", "9999999999999999999", "\u202E", "NaN"),
        static (message, at, cut, token) =>
        {
            var start = at % message.Length;
            return (byte[])[.. message[..start], .. Encoding.UTF8.GetBytes(token), .. message[Math.Min(message.Length, start + cut)..]];
        });
}
