using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using DispatchMap.Core.MyCarTracks.Wire;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

public sealed class WireNumberTests
{
    [Fact]
    public void TryReadDouble_AnyDecimal_RoundsAsTheFrameworkDoes() =>
        Gen.Select(Gen.Long[-9_999_999_999_999_999, 9_999_999_999_999_999], Gen.Int[0, 18]).Sample(static (digits, decimals) =>
        {
            var text = Math.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
            text = (digits < 0 ? "-" : "") + (decimals == 0 ? text.TrimStart('0').PadLeft(1, '0') : Point(text, decimals));
            return Read(text) == double.Parse(text, CultureInfo.InvariantCulture);
        }, iter: 20_000);

    [Theory]
    [InlineData("-0", -0.0)]
    [InlineData("-0.5", -0.5)]
    [InlineData("999999999999999", 999999999999999.0)]
    [InlineData("9999999999999999", 9999999999999999.0)]
    [InlineData("0.000000000000001", 1e-15)]
    [InlineData("1.5e2", 150.0)]
    [InlineData("\"17.1077\"", 17.1077)]
    public void TryReadDouble_Number_IsExact(string json, double expected) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(Read(json)!.Value));

    [Theory]
    [InlineData("1e999")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"1,5\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    public void TryReadDouble_NoFiniteNumber_IsRefused(string json) => Assert.Null(Read(json));

    private static string Point(string digits, int decimals)
    {
        var whole = digits[..^decimals].TrimStart('0');
        return (whole.Length == 0 ? "0" : whole) + "." + digits[^decimals..];
    }

    private static double? Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return WireNumber.TryReadDouble(ref reader, out var value) ? value : null;
    }
}
