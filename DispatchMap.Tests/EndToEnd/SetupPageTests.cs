using DispatchMap.Tests.Web.Entry;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>The first admin's first minute with a new server, in a browser.</summary>
public sealed class SetupPageTests(Chromium chromium)
{
    [Fact]
    public async Task Setup_OnANewServer_TakesTheConsolesTokenOnceAndLeadsToTheSettings()
    {
        using var console = ConsoleToken.Capture();
        await using var app = DeskApp.With(("DispatchMap:Setup:AdminEmail", ""), ("DispatchMap:Setup:AdminPassword", ""));
        var token = await console.SeenAsync();
        await using var first = await DeskPage.OpenAsync(chromium, app.Address, signIn: false);
        await first.Page.GetByText("Set up the first admin").ClickAsync();

        await FillAsync(first.Page, "not the token");
        await Assertions.Expect(first.Page.GetByTestId("entry-trouble")).ToContainTextAsync("not the token on the console");
        await FillAsync(first.Page, token);

        // There is no fleet yet, and an admin is led to where one is connected.
        await first.Page.GetByText("No fleet is connected yet").WaitForAsync();
        await first.Page.GotoAsync(new Uri(app.Address, "/settings/connection").ToString());
        await first.Page.GetByRole(AriaRole.Heading, new() { Name = "Connection", Exact = true }).WaitForAsync();
        await using var second = await DeskPage.OpenAsync(chromium, new(app.Address, "/setup"), signIn: false);
        await second.Page.GetByText("has been set up").WaitForAsync();
        Assert.Empty(first.Complaints);
    }

    private static async Task FillAsync(IPage page, string token)
    {
        await page.GetByLabel("Token from the console").FillAsync(token);
        await page.GetByLabel("Your name").FillAsync("P. Hruška");
        await page.GetByLabel("Email").FillAsync("p.hruska@example.com");
        await page.GetByLabel("Password").FillAsync("seven purple lanterns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
    }
}
