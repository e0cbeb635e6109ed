using DispatchMap.Core.MyCarTracks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks;

public sealed class UpstreamOptionsTests
{
    [Fact]
    public void Current_NothingConfigured_IsNull() => Assert.Null(Start([]).Current);

    [Fact]
    public void Current_EmptyCredentials_IsNull() => Assert.Null(Start([("ClientId", ""), ("ClientSecret", "")]).Current);

    /// <summary>The other half may come from the settings page, which is read after the start.</summary>
    [Theory]
    [InlineData("ClientId")]
    [InlineData("ClientSecret")]
    public void Current_HalfOfTheCredentials_IsNull(string key) => Assert.Null(Start([(key, "half")]).Current);

    [Fact]
    public void Current_CredentialsOnly_IsTheVendor()
    {
        var current = Start([("ClientId", "me"), ("ClientSecret", "hush")]).Current!;

        Assert.Equal("https://mycartracks.com/services/rest/v3", current.BaseUrl.AbsoluteUri);
        Assert.Equal("https://mycartracks.com/oauth/token", current.TokenUrl.AbsoluteUri);
        Assert.Equal(("me", "hush", false), (current.ClientId, current.ClientSecret.Reveal(), current.AllowInsecureLoopback));
        Assert.DoesNotContain("hush", current.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Current_OtherBase_TakesTheTokenUrlFromItsOrigin()
    {
        var current = Start([
            ("BaseUrl", "http://127.0.0.1:5099/services/rest/v3/"), ("AllowInsecureLoopback", "true"), ("ClientId", "me"), ("ClientSecret", "hush"),
        ]).Current!;

        Assert.Equal("http://127.0.0.1:5099/services/rest/v3", current.BaseUrl.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:5099/oauth/token", current.TokenUrl.AbsoluteUri);
    }

    [Fact]
    public void Current_OwnTokenUrl_IsKept() =>
        Assert.Equal("https://login.test/t", Start([("TokenUrl", "https://login.test/t"), ("ClientId", "me"), ("ClientSecret", "hush")]).Current!.TokenUrl.AbsoluteUri);

    [Theory]
    [InlineData("BaseUrl", "http://mycartracks.com/v3")]
    [InlineData("BaseUrl", "mycartracks.com")]
    [InlineData("BaseUrl", "")]
    [InlineData("BaseUrl", "http://127.0.0.1:5099/v3")]
    [InlineData("TokenUrl", "https://u:p@mycartracks.com/oauth/token")]
    [InlineData("RequestBudget", "0")]
    [InlineData("BudgetWindow", "-00:00:05")]
    [InlineData("MaxWaitingRequests", "0")]
    [InlineData("StreamHosts:0", "wss://stream.test/", "StreamHosts", "StreamHosts__0")]
    public void Start_WrongValue_NamesTheKeyAndNeverTheValue(string key, string value, string? named = null, string? variable = null)
    {
        var e = Assert.Throws<OptionsValidationException>(() => Start([(key, value)]));

        Assert.Contains($"DispatchMap:Upstream:{named ?? key}", e.Message, StringComparison.Ordinal);
        Assert.Contains($"DispatchMap__Upstream__{variable ?? named ?? key}", e.Message, StringComparison.Ordinal);
        if (value.Length > 2)
            Assert.DoesNotContain(value, e.Message, StringComparison.Ordinal);
    }

    private static IUpstreamConnectionSource Start((string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"DispatchMap:Upstream:{s.Key}", (string?)s.Value)))
            .Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddMyCarTracks().BuildServiceProvider();

        // What the host does before it starts anything.
        services.GetRequiredService<IStartupValidator>().Validate();
        return services.GetRequiredService<IUpstreamConnectionSource>();
    }
}
