using System.Text;
using CsvHelper;
using DispatchMap.Web.Exports;

namespace DispatchMap.Tests.Web.Exports;

public sealed class SafeCsvTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\")")]
    [InlineData("+1+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1:A9)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    public async Task WriteField_TextLikeAFormula_IsText(string hostile)
    {
        var row = await WrittenAsync(csv => csv.WriteField(hostile));

        Assert.Equal($"\"'{hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n", row);
    }

    [Theory]
    [InlineData("Van 7")]
    [InlineData("a=b")]
    [InlineData("Nina Slobodová")]
    public async Task WriteField_OrdinaryText_StaysAsItIs(string text) => Assert.Equal(text + "\r\n", await WrittenAsync(csv => csv.WriteField(text)));

    [Fact]
    public async Task WriteField_SeparatorsQuotesAndLineBreaks_StayInTheirField()
    {
        var row = await WrittenAsync(csv =>
        {
            csv.WriteField("a,b");
            csv.WriteField("say \"=1\"");
            csv.WriteField("two\r\n=lines");
        });

        Assert.Equal("\"a,b\",\"say \"\"=1\"\"\",\"two\r\n=lines\"\r\n", row);
    }

    [Fact]
    public async Task WriteField_NegativeNumber_StaysANumber() => Assert.Equal("-17.5\r\n", await WrittenAsync(csv => csv.WriteField(-17.5)));

    private static async Task<string> WrittenAsync(Action<CsvWriter> write)
    {
        using var stream = new MemoryStream();
        await using (var csv = SafeCsv.To(stream))
        {
            write(csv);
            csv.EndRecord();
        }
        var bytes = stream.ToArray();
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        return Encoding.UTF8.GetString(bytes[3..]);
    }
}
