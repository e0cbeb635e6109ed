using System.Text.Json;
using System.Text.RegularExpressions;
using DispatchMap.Tests.Web.Entry;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

public sealed class AccountTests(Chromium chromium)
{
    [Fact]
    public async Task Passkey_MadeInABrowser_SignsInUntilItIsRemoved()
    {
        await using var app = DeskApp.With();
        // Passkeys belong to a name, which an address is not.
        var address = new UriBuilder(app.Address) { Host = "localhost" }.Uri;
        await using var desk = await DeskPage.OpenAsync(chromium, address);
        await desk.Page.Locator(".notice").WaitForAsync();
        await AddAuthenticatorAsync(desk.Page);

        await OpenAsync(desk, address, "account");
        await desk.Page.GetByLabel("Name of a new passkey").FillAsync("Key ring");
        await desk.Page.Locator("#passkey-proof").FillAsync(DeskApp.AdminPassword);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex("/account[?]done=passkey$"));
        Assert.Equal("Key ring", await desk.Page.GetByTestId("passkey").GetByLabel("Name of the passkey").InputValueAsync());

        await ForgetSessionAsync(desk.Page);
        await OpenAsync(desk, address, "sign-in");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Assertions.Expect(desk.Page).ToHaveURLAsync(address.ToString());

        await OpenAsync(desk, address, "account");
        await desk.Page.GetByTestId("passkey").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex("/account[?]done=passkey-removed$"));
        await ForgetSessionAsync(desk.Page);
        await OpenAsync(desk, address, "sign-in");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await desk.Page.GetByText("That passkey does not open this DispatchMap.").WaitForAsync();
    }

    [Fact]
    public async Task TwoFactor_SetUpInABrowser_ShowsThePictureAndAsksAtTheNextSignIn()
    {
        await using var app = DeskApp.With(("DispatchMap:Entry:RequireTwoFactor", "Admins"));
        await using var desk = await DeskPage.OpenAsync(chromium, app.Address);
        var page = desk.Page;

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/account/two-factor$"));
        await page.Locator(".account-qr path").WaitForAsync();
        var key = await page.GetByTestId("two-factor-key").InnerTextAsync();
        await page.GetByLabel("Code from the app").FillAsync(Authenticator.Code(key));
        await page.GetByLabel("Your password").FillAsync(DeskApp.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        await page.GetByTestId("recovery-codes").WaitForAsync();

        await ForgetSessionAsync(page);
        await page.GotoAsync(app.Address.ToString());
        await desk.SignInAsync(DeskApp.AdminEmail, DeskApp.AdminPassword);
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(Authenticator.Code(key, 1));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(app.Address.ToString());
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task ChangePassword_InOneTab_EndsOtherBrowsersAndNoTabOfThisOne()
    {
        await using var app = DeskApp.With();
        await using var here = await DeskPage.OpenAsync(chromium, app.Address);
        await using var there = await DeskPage.OpenAsync(chromium, app.Address);
        await here.Page.Locator(".notice").WaitForAsync();
        await there.Page.Locator(".notice").WaitForAsync();
        await here.Page.EvaluateAsync("() => { window.stayed = true; }");

        var tab = await here.Page.RunAndWaitForPopupAsync(() => here.Page.EvaluateAsync("() => { window.open('/account'); }"));
        tab.SetDefaultTimeout((float)Waiting.Limit.TotalMilliseconds);
        await tab.GetByLabel("Present password").FillAsync(DeskApp.AdminPassword);
        await tab.GetByLabel("New password").FillAsync("nine green umbrellas");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex("/account[?]done=password$"));

        await Assertions.Expect(there.Page).ToHaveURLAsync(new Regex("/sign-in[?]ended=true"));
        Assert.True(await here.Page.EvaluateAsync<bool>("() => window.stayed === true"));
        Assert.Equal(app.Address.ToString(), here.Page.Url);
    }

    private static async Task OpenAsync(DeskPage desk, Uri address, string path) => await desk.Page.GotoAsync(new Uri(address, path).ToString());

    private static Task ForgetSessionAsync(IPage page) => page.Context.ClearCookiesAsync();

    /// <summary>A security key that always says yes.</summary>
    private static async Task AddAuthenticatorAsync(IPage page)
    {
        // It would also say yes to what the sign-in page offers without being asked.
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = undefined;");
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("WebAuthn.enable");
        await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = JsonSerializer.SerializeToElement(new
            {
                protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true,
                isUserVerified = true, automaticPresenceSimulation = true,
            }),
        });
    }
}
