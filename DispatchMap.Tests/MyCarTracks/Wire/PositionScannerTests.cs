using System.Text;
using CsCheck;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Wire;
using DispatchMap.Tests.Faults;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

/// <summary>What the scanner reads, it reads as the tolerant way does; and what the vendor usually sends, it does read.</summary>
public sealed class PositionScannerTests
{
    private const string Compact =
        """{"type":"vehicle.position.updated","vehicleId":123,"vehicleName":"Ján 🚚","userId":42,"userName":"John Smith","latitude":48.1486,"longitude":-17.1077,"speed":42.5,"heading":90.0,"recordedAt":"2026-06-01T14:21:35Z","receivedAt":"2026-06-01T14:21:38.5Z","onlineState":"online"}""";

    [Fact]
    public void Parse_UsualMessages_IsTheTolerantAnswer() => Check(WireMessages.Usual);

    [Fact]
    public void Parse_UnusualMessages_IsTheTolerantAnswer() => Check(WireMessages.Unusual);

    [Fact]
    public void Parse_GarbledMessages_IsTheTolerantAnswer() => Check(WireMessages.Garbled);

    [Fact]
    public void Parse_HostileMessages_IsTheTolerantAnswer() =>
        Check(Gen.OneOf(HostileMessages.Random, HostileMessages.Truncated, HostileMessages.Mutated, HostileMessages.Spliced));

    [Fact]
    public void TryRead_UsualMessage_IsRead()
    {
        var scanner = ScannerThatKnows(Compact);
        var message = default(WireMessage);

        Assert.True(scanner.TryRead(Encoding.UTF8.GetBytes(Compact), ref message));
        Assert.Null(ReportMapper.TryMap(message, out var report));
        Assert.Equal(
            new VehicleReport(
                123, 48.1486, -17.1077, new(2026, 6, 1, 14, 21, 35, TimeSpan.Zero), new(2026, 6, 1, 14, 21, 38, 500, TimeSpan.Zero),
                42.5, 90, "Ján 🚚", 42, "John Smith", "online"),
            report);
    }

    [Theory]
    [InlineData("\"speed\":42.5", "\"speed\":null")]
    [InlineData("\"speed\":42.5,", "")]
    [InlineData("\"speed\":42.5", "\"speed\":0")]
    [InlineData("\"vehicleName\":\"Ján 🚚\",\"userId\":42,", "\"userId\":42,\"vehicleName\":\"Ján 🚚\",")]
    [InlineData("T14:21:35Z", "T14:22:00Z")]
    public void TryRead_UsualVariants_AreRead(string part, string instead)
    {
        var message = default(WireMessage);

        Assert.True(ScannerThatKnows(Compact).TryRead(Encoding.UTF8.GetBytes(Compact.Replace(part, instead, StringComparison.Ordinal)), ref message));
    }

    [Fact]
    public void Parse_UsualMessagesOfManyVehicles_AllocatesNothing()
    {
        var parser = new StreamEventParser();
        byte[][] messages = [.. Enumerable.Range(100, 50).Select(id => Encoding.UTF8.GetBytes(Compact.Replace("123", $"{id}", StringComparison.Ordinal)))];
        Round();

        Assert.Equal(0, Allocation.Of(Round));

        void Round()
        {
            foreach (var message in messages)
                parser.Parse(message);
        }
    }

    private static PositionScanner ScannerThatKnows(string json)
    {
        var names = new NameCache();
        var reader = new System.Text.Json.Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
            names.Read(ref reader);
        return new(names);
    }

    private static void Check(Gen<byte[]> messages)
    {
        var parsers = new ThreadLocal<StreamEventParser>(static () => new StreamEventParser());
        messages.Sample(
            bytes =>
            {
                var expected = Meaning(parsers.Value!.ParseTolerantly(bytes));
                return Meaning(parsers.Value.Parse(bytes)) == expected;
            },
            iter: HostileMessages.Cases / 4);
    }

    /// <summary>Apart as well: the two zeros, which are equal.</summary>
    private static (StreamEvent, long, long) Meaning(in StreamEvent message) =>
        (message, BitConverter.DoubleToInt64Bits(message.Report.Latitude), BitConverter.DoubleToInt64Bits(message.Report.Longitude));
}
