using System.Text;
using System.Text.Json;
using DispatchMap.Core.MyCarTracks.Wire;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

public sealed class WireTimeTests
{
    [Theory]
    [InlineData("\"2026-06-01T14:21:35Z\"", "2026-06-01T14:21:35.000")]
    [InlineData("\"2026-06-01T14:21:35.123456789Z\"", "2026-06-01T14:21:35.123")]
    [InlineData("\"2026-06-01T14:21:35.5+02:00\"", "2026-06-01T12:21:35.500")]
    [InlineData("\"2026-06-01T14:21:35-0330\"", "2026-06-01T17:51:35.000")]
    [InlineData("\"2026-06-01T14:21:35\"", "2026-06-01T14:21:35.000")]
    [InlineData("\"2026-06-01 14:21:35\"", "2026-06-01T14:21:35.000")]
    [InlineData("\"2026-06-01T14:21\"", "2026-06-01T14:21:00.000")]
    [InlineData("1780323695", "2026-06-01T14:21:35.000")]
    [InlineData("1780323695.25", "2026-06-01T14:21:35.250")]
    [InlineData("1780323695123", "2026-06-01T14:21:35.123")]
    [InlineData("\"1780323695123\"", "2026-06-01T14:21:35.123")]
    [InlineData("946684800", "2000-01-01T00:00:00.000")]
    [InlineData("946684800000", "2000-01-01T00:00:00.000")]
    public void Read_AnyForm_IsUtc(string json, string expected)
    {
        var time = Read(json);

        Assert.Equal(expected, time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("946684799")]
    [InlineData("4102444800")]
    [InlineData("4102444800000")]
    [InlineData("1780323695123456")]
    [InlineData("-1780323695")]
    [InlineData("true")]
    [InlineData("\"2026-06-31T14:21:35Z\"")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("\"2026-06-01\"")]
    [InlineData("\"01/06/2026 14:21:35\"")]
    [InlineData("\"２０２６-06-01T14:21:35\"")]
    public void Read_OutsideTheCenturyOrNoTime_IsUnreadable(string json) => Assert.Equal(WireTime.Unreadable, Read(json));

    private static DateTimeOffset Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return WireTime.Read(ref reader);
    }
}
