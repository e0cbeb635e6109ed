using CsCheck;
using DispatchMap.Core.Fleet;
using Xunit;

namespace DispatchMap.Tests.Fleet;

public sealed class SearchFoldingTests
{
    [Theory]
    [InlineData("Van 12", "van 12")]
    [InlineData("Ľubošov ŽLTÝ kôň", "lubosov zlty kon")]
    [InlineData("z\u030C", "z")]
    [InlineData("𐐀🚚", "𐐨🚚")]
    [InlineData("각", "각")]
    [InlineData("İI", "ii")]
    public void Fold_Text_HasNoCaseAndNoDiacritics(string text, string expected) => Assert.Equal(expected, SearchFolding.Fold(text));

    [Fact]
    public void Fold_LoneSurrogate_IsReplaced() => Assert.Equal("a\uFFFDb", SearchFolding.Fold("A\uD800b"));

    [Fact]
    public void Fold_AnyText_NeverThrowsAndFoldsOnce() => Gen.String.Sample(text =>
    {
        var folded = SearchFolding.Fold(text);
        Assert.Equal(folded, SearchFolding.Fold(folded));
    });
}
