using System.ComponentModel.DataAnnotations;
using DispatchMap.Web.Maps;
using Xunit;

namespace DispatchMap.Tests.Web.Maps;

public sealed class BaseMapOptionsTests
{
    [Fact]
    public void Validate_Defaults_Pass() => Assert.Empty(Validate(new()));

    [Fact]
    public void Validate_NoTiles_NeedNoAttribution() => Assert.Empty(Validate(new() { TileUrl = "", TileAttribution = "" }));

    [Theory]
    [InlineData("ftp://x/{z}/{x}/{y}", "DispatchMap:Map:TileUrl must be an http")]
    [InlineData("javascript:alert(1)", "DispatchMap:Map:TileUrl must be an http")]
    [InlineData("https://x/{z}/{x}", "DispatchMap:Map:TileUrl must contain {z}, {x} and {y}")]
    public void Validate_WrongTileUrl_NamesTheKey(string url, string message) =>
        Assert.Contains(Validate(new() { TileUrl = url }), result => result.StartsWith(message, StringComparison.Ordinal));

    [Fact]
    public void Validate_WrongZoomAndNoAttribution_NamesBothKeys() => Assert.Equal(
        ["DispatchMap:Map:TileMaxZoom is 40; it must be between 1 and 22.", "DispatchMap:Map:TileAttribution must name the owner of the tiles."],
        Validate(new() { TileMaxZoom = 40, TileAttribution = " " }));

    private static string[] Validate(BaseMapOptions options) =>
        [.. options.Validate(new ValidationContext(options)).Select(result => result.ErrorMessage!)];
}
