using System.Net;
using System.Text.RegularExpressions;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.Components;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace DispatchMap.Tests.Web.Hosting;

/// <summary>The real program on a test server, without a fleet.</summary>
public sealed partial class DeskHostingTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly WebApplicationFactory<App> _program;

    public DeskHostingTests() => _program = new WebApplicationFactory<App>().WithWebHostBuilder(host => host
        .UseSetting("environment", "Production").UseSetting("DispatchMap:Demo", "false")
        .UseSetting("ConnectionStrings:DispatchMap", $"Data Source={_data.File()}")
        .UseSetting("DispatchMap:Setup:AdminEmail", "admin@example.com").UseSetting("DispatchMap:Setup:AdminPassword", "a long enough password"));

    public void Dispose()
    {
        _program.Dispose();
        _data.Dispose();
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_WithoutAnyUpstream_IsWell(string path)
    {
        var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Healthy", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What <c>dotnet run</c> finds there would be stronger than <c>ASPNETCORE_URLS</c>.</summary>
    [Fact]
    public void LaunchSettings_SayNoAddress() => Assert.DoesNotContain(
        "applicationUrl", File.ReadAllText(Path.Combine(SolutionFolder.Path, "DispatchMap.Web", "Properties", "launchSettings.json")), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task Page_Any_HasNoInlineScriptAndLoadsOnlyFromHere()
    {
        var page = await (await GetAsync("/")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotMatch(InlineScript(), page);
        Assert.DoesNotMatch(Elsewhere(), page);
        Assert.Matches("<script src=\"[^\"]*theme[^\"]*\"></script>", page[..page.IndexOf("</head>", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Page_Assets_AreThere()
    {
        var page = await (await GetAsync("/")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var assets = Asset().Matches(page).Select(match => match.Groups[1].Value).Where(path => path.Contains('.', StringComparison.Ordinal)).ToArray();

        Assert.True(assets.Length >= 7, $"Only {assets.Length} assets.");
        foreach (var asset in assets)
            Assert.Equal((asset, HttpStatusCode.OK), (asset, (await GetAsync("/" + asset.TrimStart('/'))).StatusCode));
    }

    [Fact]
    public async Task Page_Unknown_IsNotFoundAndStillAPage()
    {
        using var visitor = _program.CreateClient();
        await visitor.SignInAsync("admin@example.com", "a long enough password");
        var answer = await visitor.OpenAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<html", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => _program.CreateClient().OpenAsync(path);

    [GeneratedRegex("<script(?![^>]*\\bsrc=)|\\son[a-z]+=\"|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    [GeneratedRegex("(?:src|href)=\"(?:https?:)?//", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("(?:src|href)=\"([^\"#]+)\"")]
    private static partial Regex Asset();
}
