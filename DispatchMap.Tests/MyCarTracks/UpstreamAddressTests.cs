using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks;

public sealed class UpstreamAddressTests
{
    [Theory]
    [InlineData("https://mycartracks.com/services/rest/v3", false, true)]
    [InlineData("https://127.0.0.1:8443/v3", false, true)]
    [InlineData("http://mycartracks.com/v3", true, false)]
    [InlineData("http://127.0.0.1:5000/v3", false, false)]
    [InlineData("http://127.0.0.1:5000/v3", true, true)]
    [InlineData("http://[::1]:5000/v3", true, true)]
    [InlineData("http://localhost:5000/v3", true, true)]
    [InlineData("http://127.0.0.1.evil.test/v3", true, false)]
    [InlineData("https://user:pass@mycartracks.com/v3", false, false)]
    [InlineData("https://mycartracks.com/v3?token=x", false, false)]
    [InlineData("https://mycartracks.com/v3#x", false, false)]
    [InlineData("ftp://mycartracks.com/v3", true, false)]
    [InlineData("file:///etc/passwd", true, false)]
    [InlineData("/services/rest/v3", true, false)]
    public void IsSafe_Address_OnlyWhenFitForCredentials(string address, bool allowInsecureLoopback, bool expected) =>
        Assert.Equal(expected, UpstreamAddress.IsSafe(new Uri(address, UriKind.RelativeOrAbsolute), allowInsecureLoopback));

    [Theory]
    [InlineData("wss://vendor.test/s?token=x", true)]
    [InlineData("wss://VENDOR.test:444/s", true)]
    [InlineData("wss://stream.example/s", true)]
    [InlineData("ws://vendor.test/s", false)]
    [InlineData("wss://evil.test/s?vendor.test", false)]
    [InlineData("wss://vendor.test.evil.test/s", false)]
    [InlineData("wss://sub.vendor.test/s", false)]
    [InlineData("wss://vendor.test@evil.test/s", false)]
    [InlineData("wss://evil.test@vendor.test/s", false)]
    [InlineData("https://vendor.test/s", false)]
    [InlineData("ws://127.0.0.1/s", false)]
    [InlineData("wss://127.0.0.1/s", false)]
    [InlineData("wss://vendor.test/s#x", false)]
    [InlineData("/s", false)]
    public void IsSafeStream_SecureVendor_OnlyItsOwnOrAllowedHosts(string address, bool expected)
    {
        var connection = Connection("https://vendor.test/v3", allowInsecureLoopback: true);

        Assert.Equal(expected, UpstreamAddress.IsSafeStream(new Uri(address, UriKind.RelativeOrAbsolute), connection, ["stream.example"]));
    }

    [Theory]
    [InlineData("ws://127.0.0.1:5001/s", true, true)]
    [InlineData("ws://127.0.0.1:5001/s", false, false)]
    [InlineData("wss://127.0.0.1:5001/s", false, true)]
    [InlineData("ws://169.254.169.254/s", true, false)]
    public void IsSafeStream_Loopback_NeedsPermission(string address, bool allowInsecureLoopback, bool expected) =>
        Assert.Equal(expected, UpstreamAddress.IsSafeStream(
            new Uri(address), Connection("http://127.0.0.1:5000/v3", allowInsecureLoopback), []));

    [Fact]
    public void TokenUrlFor_BaseUrl_IsAtItsOrigin() =>
        Assert.Equal("https://vendor.test:8443/oauth/token", UpstreamAddress.TokenUrlFor(new Uri("https://vendor.test:8443/services/rest/v3")).AbsoluteUri);

    private static UpstreamConnection Connection(string baseUrl, bool allowInsecureLoopback) =>
        new(new Uri(baseUrl), new Uri(baseUrl), "id", new Secret("hush"), allowInsecureLoopback);
}
