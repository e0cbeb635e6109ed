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

    /// <summary>Each length is put together from numbers in its own way, up to and beyond the head.</summary>
    [Fact]
    public void Read_EachLengthAndEachByteOfIt_IsTheTextAndNoOther()
    {
        string[] texts =
        [
            .. from length in Enumerable.Range(1, NameHead.Bytes + 10)
               from other in Enumerable.Range(-1, length + 1)
               select new string([.. Enumerable.Range(0, length).Select(i => i == other ? '#' : (char)('a' + i % 26))]),
        ];

        for (var round = 0; round < 2; round++)
            Assert.All(texts, text => Assert.Equal(text, Read($"\"{text}\"")));
    }

    [Fact]
    public void TryFind_KnownText_AllocatesNothing()
    {
        byte[][] texts = [.. from length in Enumerable.Range(1, NameHead.Bytes + 10) select Encoding.UTF8.GetBytes(new string('x', length))];
        foreach (var text in texts)
            Read($"\"{Encoding.UTF8.GetString(text)}\"");
        Assert.All(texts, text => Assert.True(_names.TryFind(text, out _)));

        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var text in texts)
                _names.TryFind(text, out var _);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
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
