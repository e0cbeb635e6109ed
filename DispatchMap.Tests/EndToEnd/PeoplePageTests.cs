using DispatchMap.Tests.Web;
using DispatchMap.Web.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>An admin's work on people, in the browser, and what it does to theirs.</summary>
public sealed class PeoplePageTests(Chromium chromium)
{
    private const string Email = "dan@example.com";
    private const string Password = "a long enough password";

    [Fact]
    public async Task Invitation_PassedOn_LetsInToTheGroupsOfTheInvitationOnlyUntilTheAccountIsDisabled()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var admin = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, "/settings/people"));
        var page = admin.Page;

        await page.GetByTestId("invite").ClickAsync();
        await page.GetByLabel("Email").FillAsync(Email);
        await page.GetByText("Only the vehicles of these groups").ClickAsync();
        await page.GetByLabel("West").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        var link = await page.GetByTestId("link").InputValueAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("invitation")).ToContainTextAsync("West");

        await using var guest = await DeskPage.OpenAsync(chromium, new(link), signIn: false);
        await guest.Page.GetByLabel("Your name").FillAsync("Dan <b>Novák</b>");
        await guest.Page.GetByLabel("Password").FillAsync(Password);
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await guest.UntilAsync($"map.vehicle({ScriptedFleet.Truck}) && map.stats().vehicles === 1");
        await guest.Page.GetByTestId("user-menu").ClickAsync();
        await guest.Page.GetByTestId("sign-out").ClickAsync();
        await guest.SignInAsync(Email, Password);
        await guest.UntilAsync($"map.vehicle({ScriptedFleet.Truck}) && map.stats().vehicles === 1");

        await page.ReloadAsync();
        var row = page.Locator($"[data-testid=person][data-email='{Email}']");
        await Assertions.Expect(row).ToContainTextAsync("Dan <b>Novák</b>");
        await Assertions.Expect(page.GetByTestId("invitation")).ToHaveCountAsync(0);
        await ActAsync(page, row, "Disable…", confirm: true);
        await Assertions.Expect(row).ToContainTextAsync("Disabled");
        await Assertions.Expect(guest.Page.GetByText("Your session has ended. Sign in again to go on.")).ToBeVisibleAsync();
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task Access_ChangedAndLastAdminKept_ShowsInTheTable()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await fleet.App.Services.GetRequiredService<UserWork>().AddAsync(Email, Password, Role.Dispatcher, [10, 99]);
        await using var admin = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, "/settings/people"));
        var page = admin.Page;
        var row = page.Locator($"[data-testid=person][data-email='{Email}']");
        await Assertions.Expect(row).ToContainTextAsync("East, Group 99");

        await ActAsync(page, row, "Change access…", confirm: false);
        await page.GetByTestId("access-dialog").GetByText("Ops lead").ClickAsync();
        // A click: unticked, it is gone, and its box with it.
        await page.GetByLabel("Group 99, not in the account").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("Ops lead");
        await Assertions.Expect(row).Not.ToContainTextAsync("Group 99");

        await ActAsync(page, row, "Link for a new password…", confirm: true);
        Assert.Contains("/reset/", await page.GetByTestId("link").InputValueAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        await ActAsync(page, page.Locator($"[data-email='{DeskApp.AdminEmail}']"), "Remove…", confirm: true);
        await Assertions.Expect(page.GetByTestId("refusal")).ToContainTextAsync("last admin");
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task Circuit_LesserRoleGoesToAnAdminsPage_IsToldSo()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await fleet.App.Services.GetRequiredService<UserWork>().AddAsync(Email, Password, Role.Dispatcher);
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address, signIn: false);
        await desk.SignInAsync(Email, Password);
        await desk.UntilPhaseAsync("live");

        foreach (var path in new[] { "ops/feeds", "settings/people" })
        {
            // Without asking the server for a page: the circuit alone decides.
            await desk.Page.EvaluateAsync("path => Blazor.navigateTo(path)", path);
            await Assertions.Expect(desk.Page.GetByText("This page is for other roles.")).ToBeVisibleAsync();
            await desk.Page.EvaluateAsync("() => Blazor.navigateTo('/')");
            await desk.UntilPhaseAsync("live");
        }
    }

    private static async Task ActAsync(IPage page, ILocator row, string action, bool confirm)
    {
        await row.GetByTestId("person-actions").ClickAsync();
        await page.GetByText(action).ClickAsync();
        if (confirm)
            await page.GetByTestId("confirm").ClickAsync();
    }
}
