using System.ComponentModel.DataAnnotations;
using System.Net;
using DispatchMap.Tests.EndToEnd;
using DispatchMap.Web.Security;
using Microsoft.Extensions.Options;

namespace DispatchMap.Tests.Web.Security;

public sealed class DoorOptionsTests
{
    [Fact]
    public void Validate_Defaults_TrustNobody()
    {
        var options = new DoorOptions();

        Assert.Empty(Validate(options));
        Assert.False(options.BehindProxy);
    }

    [Fact]
    public void Validate_ProxiesAndNetworks_AreRead()
    {
        var options = new DoorOptions { KnownProxies = "10.0.0.1, fd00::1", KnownNetworks = "172.16.0.0/12" };

        Assert.Empty(Validate(options));
        Assert.Equal([IPAddress.Parse("10.0.0.1"), IPAddress.Parse("fd00::1")], options.Proxies);
        Assert.Equal([IPNetwork.Parse("172.16.0.0/12")], options.Networks);
    }

    [Theory]
    [InlineData("proxy.local", "")]
    [InlineData("1", "")]
    [InlineData("10.0.0.1; 10.0.0.2", "")]
    [InlineData("", "10.0.0.1/33")]
    [InlineData("", "0.0.0.0/0")]
    [InlineData("", "::/0")]
    [InlineData("", "10.0.0.0")]
    public void Validate_WrongProxyOrNetwork_NamesTheKey(string proxies, string networks) => Assert.StartsWith(
        proxies.Length > 0 ? "DispatchMap:Door:KnownProxies has '" : "DispatchMap:Door:KnownNetworks has '",
        Assert.Single(Validate(new() { KnownProxies = proxies, KnownNetworks = networks })), StringComparison.Ordinal);

    [Fact]
    public void Validate_WrongCountsAndFormTarget_NameTheKeys()
    {
        var options = new DoorOptions { MaxCircuits = 0, MaxCircuitsPerUser = -1, FormTargets = { "https://login.example.com/path; script-src *" } };

        Assert.Equal(3, Validate(options).Length);
        Assert.All(Validate(options), message => Assert.StartsWith("DispatchMap:Door:", message, StringComparison.Ordinal));
    }

    [Fact]
    public void Start_WrongProxy_FailsAndNamesTheKey()
    {
        var failure = Assert.ThrowsAny<Exception>(() => DeskApp.InProduction(null, ("DispatchMap:Door:KnownProxies", "my-proxy")));

        Assert.IsType<OptionsValidationException>(failure);
        Assert.Contains("DispatchMap:Door:KnownProxies has 'my-proxy'", failure.Message, StringComparison.Ordinal);
    }

    private static string[] Validate(DoorOptions options) => [.. options.Validate(new ValidationContext(options)).Select(result => result.ErrorMessage!)];
}
