using System.Text;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Wire;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

public sealed class StreamEventParserTests
{
    private const string Position = "{\"type\":\"vehicle.position.updated\",\"vehicleId\":123,\"latitude\":48.1486,\"longitude\":17.1077,";
    private static readonly DateTimeOffset Recorded = new(2026, 6, 1, 14, 21, 35, TimeSpan.Zero);

    /// <summary>The vendor's own example.</summary>
    internal static ReadOnlySpan<byte> Example =>
        """
        {
          "type": "vehicle.position.updated",
          "vehicleId": 123,
          "vehicleName": "Van 12",
          "userId": 42,
          "userName": "John Smith",
          "latitude": 48.1486,
          "longitude": 17.1077,
          "speed": 42.5,
          "heading": 90.0,
          "recordedAt": "2026-06-01T14:21:35Z",
          "receivedAt": "2026-06-01T14:21:38Z",
          "onlineState": "online"
        }
        """u8;

    private static readonly VehicleReport Full = new(
        123, 48.1486, 17.1077, Recorded, Recorded.AddSeconds(3), 42.5, 90, "Van 12", 42, "John Smith", "online");

    private readonly StreamEventParser _parser = new();

    [Theory]
    [InlineData("", "not-json")]
    [InlineData(" ", "not-json")]
    [InlineData("\uFEFF", "not-json")]
    [InlineData("nul", "not-json")]
    [InlineData("{", "not-json")]
    [InlineData("{}{}", "not-json")]
    [InlineData("{\"type\":\"heartbeat\",}", "not-json")]
    [InlineData("{\"type\":\"heartbeat\"} x", "not-json")]
    [InlineData("<html>", "not-json")]
    [InlineData("NaN", "not-json")]
    [InlineData("null", "not-an-object")]
    [InlineData("12", "not-an-object")]
    [InlineData("[{\"type\":\"heartbeat\"}]", "not-an-object")]
    [InlineData("{}", "no-type")]
    [InlineData("{\"type\":null}", "no-type")]
    [InlineData("{\"type\":1}", "no-type")]
    [InlineData("{\"type\":{\"type\":\"heartbeat\"}}", "no-type")]
    [InlineData("{\"type\":\"vehicle.position.updated\"}", "no-vehicle-id")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":\"abc\"}", "no-vehicle-id")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":-3}", "no-vehicle-id")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":1.5}", "no-vehicle-id")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":1e300}", "no-vehicle-id")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":99999999999999999999999999}", "no-vehicle-id")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"position\":{\"vehicleId\":1,\"id\":1}}", "no-vehicle-id")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":1}", "no-position")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":1,\"latitude\":1}", "no-position")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":1,\"latitude\":90.001,\"longitude\":1}", "latitude-out-of-range")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":1,\"latitude\":\"NaN\",\"longitude\":1}", "latitude-out-of-range")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":1,\"latitude\":true,\"longitude\":1}", "latitude-out-of-range")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":1,\"latitude\":1,\"longitude\":-180.1}", "longitude-out-of-range")]
    [InlineData("{\"type\":\"vehicle.position.updated\",\"vehicleId\":1,\"latitude\":1,\"longitude\":1e999}", "longitude-out-of-range")]
    [InlineData(Position + "\"recordedAt\":null}", "no-time")]
    [InlineData(Position + "\"recordedAt\":\"1999-12-31T23:59:59Z\"}", "time-out-of-range")]
    [InlineData(Position + "\"recordedAt\":\"2100-01-01T00:00:00Z\"}", "time-out-of-range")]
    [InlineData(Position + "\"recordedAt\":\"14:21\"}", "time-out-of-range")]
    [InlineData(Position + "\"recordedAt\":-5}", "time-out-of-range")]
    [InlineData(Position + "\"recordedAt\":1e300}", "time-out-of-range")]
    [InlineData(Position + "\"recordedAt\":\"\"}", "time-out-of-range")]
    [InlineData(Position + "\"receivedAt\":\"never\"}", "time-out-of-range")]
    [InlineData("{\"type\":\"vehicle.offline\"}", "no-vehicle-id")]
    [InlineData("{\"type\":\"vehicle.offline\",\"vehicleId\":1,\"lastSeenAt\":\"?\"}", "time-out-of-range")]
    public void Parse_NotUnderstood_IsInvalidWithTheReason(string json, string reason) =>
        Assert.Equal(new StreamEvent(StreamEventKind.Invalid, Code: reason), Parse(json));

    [Fact]
    public void Parse_DeepNesting_IsInvalid() =>
        Assert.Equal("not-json", Parse("{\"type\":\"heartbeat\",\"x\":" + new string('[', 100_000)).Code);

    [Fact]
    public void Parse_BrokenText_LosesTheNameOnly()
    {
        byte[] brokenUtf8 = [.. Encoding.UTF8.GetBytes(Position + "\"recordedAt\":1780323695,\"vehicleName\":\""), 0xC3, 0x28, 0xFF, .. "\"}"u8];
        const string LoneSurrogate = Position + "\"recordedAt\":1780323695,\"vehicleName\":\"\\ud83d\",\"\\udc00\":1}";

        Assert.Equal(Recorded, _parser.Parse(brokenUtf8).Report.RecordedAt);
        Assert.Null(_parser.Parse(brokenUtf8).Report.VehicleName);
        Assert.Equal(new VehicleReport(123, 48.1486, 17.1077, Recorded), Parse(LoneSurrogate).Report);
    }

    [Fact]
    public void Parse_VendorExample_IsUnderstood()
    {
        Assert.Equal(new StreamEvent(StreamEventKind.Position, Full), _parser.Parse(Example));
        Assert.Equal(new StreamEvent(StreamEventKind.Position, Full), _parser.Parse([.. "\uFEFF"u8, .. Example, .. "\n"u8]));
    }

    [Fact]
    public void Parse_TypeLastAndEscapedNames_IsUnderstood() =>
        Assert.Equal(
            new StreamEvent(StreamEventKind.Position, new VehicleReport(123, 48.1486, 17.1077, Recorded)),
            Parse("""{"vehicleId":123,"position":{"lat":"48.1486","lng":17.1077},"recorded\u0041t":1780323695000,"type":"vehicle.\u0070osition.updated"}"""));

    [Fact]
    public void Parse_DuplicateProperties_TakesTheLast() =>
        Assert.Equal(-1, Parse(Position + "\"recordedAt\":1780323695,\"latitude\":5,\"latitude\":-1}").Report.Latitude);

    [Fact]
    public void Parse_OnlyReceivedAt_StandsInForRecordedAt()
    {
        var report = Parse(Position + "\"receivedAt\":\"2026-06-01T14:21:35Z\"}").Report;

        Assert.Equal((Recorded, (DateTimeOffset?)Recorded), (report.RecordedAt, report.ReceivedAt));
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("359.9", 359.9)]
    [InlineData("360", 0.0)]
    [InlineData("-90", 270.0)]
    [InlineData("725", 5.0)]
    [InlineData("-1e-20", 0.0)]
    [InlineData("\"90\"", 90.0)]
    [InlineData("null", null)]
    [InlineData("\"N\"", null)]
    [InlineData("1e999", null)]
    public void Parse_Heading_IsTurnedIntoTheCircle(string heading, double? expected) =>
        Assert.Equal(expected, Parse(Position + $"\"recordedAt\":1780323695,\"heading\":{heading}}}").Report.HeadingDegrees);

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("500", 500.0)]
    [InlineData("500.1", null)]
    [InlineData("-1", null)]
    [InlineData("\"fast\"", null)]
    [InlineData("{}", null)]
    public void Parse_SpeedOutOfRange_IsUnknown(string speed, double? expected)
    {
        var parsed = Parse(Position + $"\"recordedAt\":1780323695,\"speed\":{speed}}}");

        Assert.Equal((StreamEventKind.Position, expected), (parsed.Kind, parsed.Report.SpeedKmh));
    }

    [Theory]
    [InlineData("{\"type\":\"connected\",\"streamId\":\"lps_1\"}", StreamEventKind.Connected, "lps_1")]
    [InlineData("{\"type\":\"connected\"}", StreamEventKind.Connected, null)]
    [InlineData("{\"type\":\"heartbeat\",\"sentAt\":\"soon\"}", StreamEventKind.Heartbeat, null)]
    [InlineData("{\"type\":\"error\",\"code\":\"STREAM_EXPIRED\",\"message\":\"x\"}", StreamEventKind.Error, "STREAM_EXPIRED")]
    [InlineData("{\"type\":\"error\",\"code\":4001}", StreamEventKind.Error, "4001")]
    [InlineData("{\"type\":\"error\",\"code\":\"see wss://host/x?token=abc\"}", StreamEventKind.Error, null)]
    [InlineData("{\"type\":\"error\",\"code\":{\"code\":\"x\"}}", StreamEventKind.Error, null)]
    [InlineData("{\"type\":\"vehicle.parked\"}", StreamEventKind.Unknown, "vehicle.parked")]
    [InlineData("{\"type\":\"<script>\"}", StreamEventKind.Unknown, null)]
    public void Parse_OtherTypes_CarryTheirCode(string json, StreamEventKind kind, string? code) =>
        Assert.Equal(new StreamEvent(kind, Code: code), Parse(json));

    [Fact]
    public void Parse_OfflineAndHeartbeat_CarryTheVendorsTime()
    {
        Assert.Equal(
            new StreamEvent(StreamEventKind.Offline, VehicleId: 123, At: Recorded),
            Parse("""{"type":"vehicle.offline","vehicleId":"123","lastSeenAt":1780323695}"""));
        Assert.Equal(
            new StreamEvent(StreamEventKind.Offline, VehicleId: 123), Parse("""{"type":"vehicle.offline","vehicleId":123}"""));
        Assert.Equal(
            new StreamEvent(StreamEventKind.Heartbeat, At: Recorded),
            Parse("""{"type":"heartbeat","sentAt":"2026-06-01T14:21:35Z"}"""));
    }

    [Fact]
    public void Parse_SameShapeOverAndOver_AllocatesNothing()
    {
        Allocated();

        // The runtime may allocate on this thread when it recompiles a method in the middle: the parser would every time.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                _parser.Parse(Example);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private StreamEvent Parse(string json) => _parser.Parse(Encoding.UTF8.GetBytes(json));
}
