using CsCheck;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Wire;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

/// <summary>Whatever arrives, the parser answers, and what it calls a position is one.</summary>
public sealed class StreamEventFuzzTests
{
    private const long Cases = 20_000;

    private static readonly byte[][] Valid =
    [
        StreamEventParserTests.Example.ToArray(),
        """{"vehicleId":"1","position":{"lat":1,"lng":"2","recordedAt":1780323695000},"vehicleName":"\ud83d\ude9a \u0041","type":"vehicle.position.updated"}"""u8.ToArray(),
        """{"type":"vehicle.offline","vehicleId":123,"lastSeenAt":"2026-06-01T14:19:12+02:00"}"""u8.ToArray(),
        """{"type":"error","code":"X","message":"Y"}"""u8.ToArray(),
    ];

    private static readonly Gen<byte[]> Message = Gen.OneOf(Valid);

    private static readonly Gen<byte[]> Truncated =
        Gen.Select(Message, Gen.Double.Unit, static (message, part) => message[..(int)(message.Length * part)]);

    private static readonly Gen<byte[]> Mutated = Gen.Select(
        Message, Gen.Select(Gen.Int[0, 1000], Gen.Byte).Array[1, 8], static (message, changes) =>
        {
            var mutant = (byte[])message.Clone();
            foreach (var (at, value) in changes)
                mutant[at % mutant.Length] = value;
            return mutant;
        });

    // Swapping JSON tokens around gets deeper than noise does.
    private static readonly Gen<byte[]> Spliced = Gen.Select(
        Message, Gen.Int[0, 1000], Gen.Int[0, 20],
        Gen.OneOf("null", "{", "}", "[", "]", "\"", "1e999", "-0", "\\ud800", ",", ":", "9999999999999999999", "\u202E", "NaN"),
        static (message, at, cut, token) =>
        {
            var start = at % message.Length;
            return (byte[])[.. message[..start], .. System.Text.Encoding.UTF8.GetBytes(token), .. message[Math.Min(message.Length, start + cut)..]];
        });

    [Fact]
    public void Parse_RandomBytes_NeverThrows() => Check(Gen.Byte.Array[0, 300]);

    [Fact]
    public void Parse_TruncatedMessages_NeverThrows() => Check(Truncated);

    [Fact]
    public void Parse_MutatedMessages_NeverThrows() => Check(Mutated);

    [Fact]
    public void Parse_SplicedMessages_NeverThrows() => Check(Spliced);

    private static void Check(Gen<byte[]> messages)
    {
        var parsers = new ThreadLocal<StreamEventParser>(static () => new StreamEventParser());
        messages.Sample(bytes => IsSound(parsers.Value!.Parse(bytes)), iter: Cases / 4);
    }

    private static bool IsSound(StreamEvent parsed) => parsed.Kind switch
    {
        StreamEventKind.Position => parsed.Report is { VehicleId: > 0, Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 }
            && parsed.Report.RecordedAt.Year is >= 2000 and < 2100
            && parsed.Report.SpeedKmh is null or (>= 0 and <= ReportMapper.MaxSpeedKmh)
            && parsed.Report.HeadingDegrees is null or (>= 0 and < 360)
            && parsed.Report.VehicleName is null or { Length: > 0 and <= WireText.MaxLength },
        StreamEventKind.Offline => parsed.VehicleId > 0,
        StreamEventKind.Invalid => parsed.Code is not null && parsed.Report == default,
        _ => true,
    };
}
