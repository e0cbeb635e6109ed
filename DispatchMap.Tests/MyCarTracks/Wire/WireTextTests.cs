using DispatchMap.Core.MyCarTracks.Wire;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Wire;

public sealed class WireTextTests
{
    [Theory]
    [InlineData("Van 12", "Van 12")]
    [InlineData("  Van 12 ", "Van 12")]
    [InlineData("Ján Novák 🚚", "Ján Novák 🚚")]
    [InlineData("Van\r\n12\t!", "Van  12 !")]
    [InlineData("\u0000\u001b[31mVan\u007f\u0085", "[31mVan")]
    [InlineData("\u202Egnp.exe\u202C \u2066x\u2069\u200F", "gnp.exe x")]
    [InlineData("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>")]
    [InlineData("\u202E\u0007 ", "")]
    public void Clean_Text_IsFitToShow(string text, string expected) =>
        Assert.Equal(expected, WireText.Clean(text.ToCharArray()).ToString());

    [Theory]
    [InlineData(119, 119)]
    [InlineData(120, 121 - 1)]
    [InlineData(118, 120)]
    public void Clean_LongText_IsCutBetweenCharacters(int before, int expected)
    {
        // One truck takes two units: it must not be halved.
        var text = new string('x', before) + "🚚🚚";

        var clean = WireText.Clean(text.ToCharArray());

        Assert.Equal(expected, clean.Length);
        Assert.False(char.IsHighSurrogate(clean[^1]));
    }

    [Fact]
    public void Clean_HugeText_IsBounded() =>
        Assert.Equal(WireText.MaxLength, WireText.Clean(new string('é', 100_000).ToCharArray()).Length);

    [Theory]
    [InlineData("RATE_LIMITED", true)]
    [InlineData("stream.expired-2", true)]
    [InlineData("", false)]
    [InlineData("two words", false)]
    [InlineData("https://host/?token=abc", false)]
    [InlineData("abcdefghijabcdefghijabcdefghijabcdefghij1", false)]
    public void Code_KeepsOnlyWhatLooksLikeOne(string text, bool kept) => Assert.Equal(kept ? text : null, WireText.Code(text));
}
