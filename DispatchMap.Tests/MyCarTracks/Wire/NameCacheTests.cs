using System.Text;
using System.Text.Json;
using DispatchMap.Core.MyCarTracks.Wire;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

public sealed class NameCacheTests
{
    private readonly NameCache _names = new();

    [Fact]
    public void Read_SameTextAgain_IsTheSameString() => Assert.Same(Read("\"Ján 🚚\""), Read("\"Ján 🚚\""));

    [Fact]
    public void Read_ThousandsOfNamesOverAndOver_BecomeTheSameStrings()
    {
        for (var round = 0; round < 20; round++)
            ReadAll();

        // Only names that share a place may still be read anew.
        Assert.InRange(ReadAll().Zip(ReadAll()).Count(pair => ReferenceEquals(pair.First, pair.Second)), 4990, 5000);

        List<string?> ReadAll() => [.. Enumerable.Range(0, 5000).Select(i => Read($"\"Vehicle {i}\""))];
    }

    [Fact]
    public void Read_MoreNamesThanItHolds_StillReadsThem()
    {
        for (var i = 0; i < 100_000; i++)
            Assert.Equal($"n{i}", Read($"\"n{i}\""));
    }

    [Fact]
    public void Read_LongName_IsCut() => Assert.Equal(WireText.MaxLength, Read($"\"{new string('x', 100_000)}\"")!.Length);

    [Theory]
    [InlineData("12")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"\\ud800\"")]
    public void Read_NoText_IsNull(string json) => Assert.Null(Read(json));

    private string? Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return _names.Read(ref reader);
    }
}
