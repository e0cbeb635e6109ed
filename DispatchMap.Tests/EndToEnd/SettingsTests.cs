using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>The settings pages in a browser, with the vendor's emulator at the other end.</summary>
public sealed class SettingsTests(Chromium chromium)
{
    private const string Canary = "canary-4c1d-secret";

    [Fact]
    public async Task Connection_SavedOnAFreshProgram_DeskComesAliveWithoutARestartAndTheSecretIsNowhere()
    {
        await using var simulator = await StartAsync();
        await using var app = DeskApp.Unconfigured();
        await using var desk = await DeskPage.OpenAsync(chromium, app.Address);
        await using var admin = await DeskPage.OpenAsync(chromium, app.Address);
        await Expect(desk.Page.GetByText("No fleet is connected yet")).ToBeVisibleAsync();
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Connect the account" }).ClickAsync();

        await FillAsync(admin, simulator.BaseUrl.ToString(), "me", Canary);
        await Expect(admin.Page.GetByTestId("unsaved")).ToContainTextAsync("client secret, set");
        await CheckAsync(admin);
        await Expect(admin.Page.GetByTestId("check-socket")).ToHaveAttributeAsync("data-state", "passed");
        await Expect(admin.Page.GetByTestId("check-fields")).ToHaveAttributeAsync("data-state", "passed");
        await SaveAsync(admin);

        await desk.UntilPhaseAsync("live");
        await desk.UntilAsync("map.stats().vehicles >= 2");
        await Expect(admin.Page.GetByTestId("secret-set")).ToContainTextAsync("by admin");
        var seen = string.Join('\n', app.Log.Lines) + await admin.Page.ContentAsync() + admin.Received + desk.Received;
        Assert.Contains("Settings", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, seen, StringComparison.Ordinal);
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task Connection_WrongCredentialsSaved_OldOnesRunOnUntilTheAdminGoesBack()
    {
        await using var simulator = await StartAsync();
        await using var app = DeskApp.Unconfigured();
        await using var admin = await DeskPage.OpenAsync(chromium, new(app.Address, "/settings"));
        await FillAsync(admin, simulator.BaseUrl.ToString(), "me", Canary);
        await SaveAsync(admin);
        await using var desk = await DeskPage.OpenAsync(chromium, app.Address);
        await desk.UntilPhaseAsync("live");

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Replace" }).ClickAsync();
        await admin.Page.GetByLabel("Client secret").FillAsync("mistyped");
        await SaveAsync(admin);
        var change = admin.Page.GetByTestId("connection-change");
        await Expect(change).ToContainTextAsync("The new credentials were refused");
        await Expect(change).ToContainTextAsync("1 feed still runs on the old one");
        simulator.Fleet.Report(7, 48.5, 17.5, 50, 90);
        await desk.UntilAsync("Math.abs(map.vehicle(7).latitude - 48.5) < 0.001");
        await Expect(desk.Page.GetByTestId("feed-health")).ToHaveAttributeAsync("data-phase", "live");

        await change.GetByRole(AriaRole.Button, new() { Name = "Go back to the old one" }).ClickAsync();
        await Expect(change).Not.ToBeVisibleAsync();
        await Expect(desk.Page.GetByTestId("feed-health")).ToHaveAttributeAsync("data-phase", "live");
    }

    public static TheoryData<string> Failures => ["secret", "positions", "stream", "socket"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Check_Fails_SaysWhereAndWhatToDoAndIsRemembered(string what)
    {
        await using var simulator = await StartAsync();
        await using var app = DeskApp.Unconfigured();
        await using var admin = await DeskPage.OpenAsync(chromium, new(app.Address, "/settings/connection"));
        var step = what switch { "secret" => "check-token", "positions" => "check-lastpositions", "stream" => "check-createstream", _ => "check-socket" };
        if (what == "positions")
            simulator.Faults.Fail(ApiCall.LastPositions, HttpFault.Status(403));
        if (what == "stream")
            simulator.Faults.StreamLimit = 0;
        if (what == "socket")
            simulator.Faults.StreamAddress = "wss://elsewhere.invalid/live";
        await FillAsync(admin, simulator.BaseUrl.ToString(), "me", what == "secret" ? "wrong" : Canary);

        await CheckAsync(admin);

        var panel = admin.Page.GetByTestId("check");
        await Expect(panel.GetByTestId(step)).ToHaveAttributeAsync("data-state", "failed");
        await Expect(panel.GetByTestId(step)).ToContainTextAsync("What to do");
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Check again" })).ToBeVisibleAsync(new() { Timeout = (float)Waiting.Limit.TotalMilliseconds });
        await admin.Page.ReloadAsync();
        await Expect(admin.Page.GetByTestId("failed-check").GetByTestId(step)).ToHaveAttributeAsync("data-state", "failed");
    }

    [Fact]
    public async Task Freshness_Saved_AppliesToARunningFeed()
    {
        await using var simulator = await StartAsync();
        await using var app = DeskApp.LookingAt(simulator, Options);
        await using var desk = await DeskPage.OpenAsync(chromium, app.Address);
        await desk.UntilPhaseAsync("live");
        await desk.UntilAsync("map.vehicle(7)?.motion === 'moving'");
        await using var admin = await DeskPage.OpenAsync(chromium, new(app.Address, "/settings/freshness"));

        await admin.Page.GetByTestId("movingkmh").FillAsync("50");
        await SaveAsync(admin);

        await desk.UntilAsync("map.vehicle(7).motion === 'stopped'");
    }

    [Fact]
    public async Task Map_Saved_PagesOpenedLaterFetchFromThereAndNowhereElse()
    {
        await using var app = DeskApp.WithOwnMap();
        await using var admin = await DeskPage.OpenAsync(chromium, new(app.Address, "/settings/map"));
        var fetched = new ConcurrentQueue<string>();
        await admin.Page.RouteAsync(new Regex("^https://"), async route =>
        {
            fetched.Enqueue(new Uri(route.Request.Url).Host);
            await route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = Pixel });
        });

        await admin.Page.GetByLabel("Tile address").FillAsync("https://tiles.example.com/{z}/{x}/{y}.png");
        await admin.Page.GetByLabel("Attribution").FillAsync("© The tile people");
        await SaveAsync(admin);
        await admin.Page.RunAndWaitForResponseAsync(
            () => admin.Page.GotoAsync(app.Address.ToString()), response => response.Url.StartsWith("https://tiles.example.com/", StringComparison.Ordinal));

        await Expect(admin.Page.GetByText("© The tile people")).ToBeVisibleAsync();
        Assert.Equal(["tiles.example.com"], fetched.Distinct());
    }

    /// <summary>A transparent PNG.</summary>
    private static byte[] Pixel => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private static SimulatorOptions Options => new() { ClientId = "me", ClientSecret = Canary, Fleet = FleetSource.Empty, Heartbeat = TimeSpan.FromSeconds(1) };

    private static async Task<SimulatorServer> StartAsync()
    {
        var simulator = await SimulatorServer.StartAsync(Options, TimeProvider.System, ct: TestContext.Current.CancellationToken);
        simulator.Fleet.AddVehicle(7, "Van 7", "Adam Kmeť");
        simulator.Fleet.AddVehicle(8, "Truck 8", "Nina Slobodová");
        simulator.Fleet.Report(7, 48.15, 17.11, 40, 90);
        simulator.Fleet.Report(8, 48.20, 17.30, 0, 180);
        return simulator;
    }

    private static async Task FillAsync(DeskPage admin, string address, string id, string secret)
    {
        await admin.Page.GetByLabel("Base URL").FillAsync(address);
        await admin.Page.GetByLabel("Client id").FillAsync(id);
        await admin.Page.GetByLabel("Client secret").FillAsync(secret);
    }

    private static Task CheckAsync(DeskPage admin) => admin.Page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();

    private static async Task SaveAsync(DeskPage admin)
    {
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(admin.Page.GetByTestId("unsaved")).ToContainTextAsync("Saved");
    }
}
