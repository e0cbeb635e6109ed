using DispatchMap.Web.Security;

namespace DispatchMap.Tests.Web.Security;

public sealed class ContentPolicyTests
{
    [Theory]
    [InlineData("https://tile.openstreetmap.org/{z}/{x}/{y}.png", " https://tile.openstreetmap.org")]
    [InlineData("https://user:pass@tiles.example:8443/{z}/{x}/{y}?key=secret", " https://tiles.example:8443")]
    [InlineData("https://tiles.example/;script-src *;{z}/{x}/{y}", " https://tiles.example")]
    [InlineData("", "")]
    [InlineData("javascript:alert(1)", "")]
    public void Build_TileAddress_AllowsItsOriginOnly(string tiles, string allowed) =>
        Assert.Contains($"; img-src 'self' data:{allowed}; ", ContentPolicy.Build(tiles, "", []), StringComparison.Ordinal);

    [Fact]
    public void Build_FormTarget_IsBesideOurselves() =>
        Assert.Contains("; form-action 'self' https://login.example.com; ", ContentPolicy.Build("", "", ["https://login.example.com"]), StringComparison.Ordinal);
}
