using System.Net;
using DispatchMap.Tests.EndToEnd;
using DispatchMap.Web.Audit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DispatchMap.Tests.Web.Audit;

public sealed class AuditExportTests
{
    [Fact]
    public async Task Export_HostileNames_AreTextAndTheExportIsItsFirstEntry()
    {
        await using var app = DeskApp.InProduction();
        using var visitor = new HttpClient { BaseAddress = app.Address };
        await visitor.SignInAsync("=cmd|' /C calc'!A0@example.com", "wrong");
        await visitor.SignInAsync(DeskApp.AdminEmail, DeskApp.AdminPassword);

        var answer = await visitor.OpenAsync("/settings/audit/export");
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(",admin,Exported,Audit,", lines[1], StringComparison.Ordinal);
        // Whatever they call themselves: the address that signed in, and the account that exported, are the same one's.
        var signedIn = Assert.Single(lines, line => line.Contains($",Signed in,{DeskApp.AdminEmail},", StringComparison.Ordinal));
        Assert.True(Guid.TryParse(lines[1].Split(',')[^1], out _), lines[1]);
        Assert.Equal(lines[1].Split(',')[^1], signedIn.Split(',')[^1]);
        Assert.Contains(lines, line => line.Contains("\"'=cmd|' /C calc'!A0@example.com\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_Filtered_HoldsOnlyThat()
    {
        await using var app = DeskApp.InProduction();
        using var visitor = new HttpClient { BaseAddress = app.Address };
        await visitor.SignInAsync(DeskApp.AdminEmail, DeskApp.AdminPassword);

        var csv = await (await visitor.OpenAsync(AuditExport.Address(new(Action: AuditAction.SetUp)))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Set up", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("Signed in", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_NotSignedIn_LeadsToTheDoor()
    {
        await using var app = DeskApp.InProduction();
        using var visitor = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };

        var answer = await visitor.OpenAsync("/settings/audit/export");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
