using DispatchMap.Core.MyCarTracks.Check;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Check;

public sealed class SecretFilterTests
{
    private readonly SecretFilter _filter = new();

    public SecretFilterTests()
    {
        _filter.Add("0d9f1c52-secret");
        _filter.AddQuery("wss://vendor.test/vehicles/livePositions/stream/lps_1?token=abc%2Fdef-9&x=1");
        _filter.Add("");
        _filter.Add(null);
    }

    [Theory]
    [InlineData("x0D9F1C52-SECRETx")]
    [InlineData("9f1c52-secre")]
    [InlineData("abc/def-9")]
    public void Finds_SecretOrAGoodPartOfIt_IsTrue(string text) => Assert.Equal((true, null), (_filter.Finds(text), _filter.Pass(text)));

    [Theory]
    [InlineData("position")]
    [InlineData("vehicles")]
    [InlineData("secret")]
    [InlineData("")]
    public void Finds_OrdinaryName_IsFalse(string text) => Assert.Equal((false, text), (_filter.Finds(text), _filter.Pass(text)));
}
