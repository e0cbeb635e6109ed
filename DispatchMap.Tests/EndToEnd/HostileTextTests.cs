using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

public sealed class HostileTextTests(Chromium chromium)
{
    private const string Hostile = """<img src=x onerror="window.pwned=1">""";

    [Fact]
    public async Task Names_WithMarkup_StayTextEverywhere()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        fleet.Simulator.Fleet.AddGroup(30, Hostile);
        fleet.Simulator.Fleet.AddVehicle(9, Hostile, Hostile, groupIds: [30]);
        fleet.Simulator.Fleet.Report(9, 48.17, 17.2, 50, 90);
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilAsync("map.vehicle(9) && map.screenPosition(9)");

        Assert.Equal(Hostile, (await desk.VehicleAsync(9))?.GetProperty("name").GetString());
        await Assertions.Expect(desk.Row(9)).ToContainTextAsync(Hostile);
        await desk.HoverOnMapAsync(9);
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Tooltip)).ToContainTextAsync(Hostile);
        await desk.ClickOnMapAsync(9);
        await Assertions.Expect(desk.Page.GetByTestId("vehicle-card")).ToContainTextAsync(Hostile);
        await desk.Page.GetByTestId("group-filter").ClickAsync();
        await Assertions.Expect(desk.Page.GetByLabel(Hostile)).ToBeVisibleAsync();

        Assert.Equal(0, await desk.Page.Locator("img[src='x']").CountAsync());
        Assert.False(await desk.Page.EvaluateAsync<bool>("() => 'pwned' in window"));
    }

    [Theory]
    [InlineData("<script>window.pwned=1</script>")]
    [InlineData("\"><svg onload=window.pwned=1>")]
    [InlineData("</style><style>body{display:none}</style>")]
    [InlineData("javascript:window.pwned=1//{{constructor.constructor('window.pwned=1')()}}")]
    public async Task Names_HostileOnEveryPage_StayTextAndOffendNoPolicy(string hostile)
    {
        await using var fleet = await ScriptedFleet.StartAsync(simulator =>
        {
            simulator.Fleet.AddGroup(30, hostile);
            simulator.Fleet.AddVehicle(9, hostile, hostile, groupIds: [30]);
            simulator.Fleet.Report(9, 48.17, 17.2, 50, 90);
        });
        await using var desk = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, "/?group=30"));
        await desk.UntilAsync("map.vehicle(9) && map.screenPosition(9)");
        await desk.HoverOnMapAsync(9);
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Tooltip)).ToContainTextAsync(hostile);
        await desk.ClickOnMapAsync(9);
        await Assertions.Expect(desk.Page.GetByTestId("vehicle-card")).ToContainTextAsync(hostile);
        await using var ops = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, "/ops/feeds"));
        await Assertions.Expect(ops.Page.GetByTestId("feed").First).ToContainTextAsync(hostile);

        foreach (var page in (DeskPage[])[desk, ops])
        {
            Assert.False(await page.Page.EvaluateAsync<bool>("() => 'pwned' in window"));
            // Text that had become markup would have met the policy; that it met nothing says it stayed text.
            Assert.Empty(page.Complaints);
        }
    }

    [Fact]
    public async Task Names_WithLineBreaksAndTerminalCodes_ForgeNoLineOfTheLog()
    {
        const string forged = "Van\r\nwarn: Forged[0]\n\u001b[31mAdmin signed in";
        await using var fleet = await ScriptedFleet.StartAsync(simulator =>
        {
            simulator.Fleet.AddGroup(30, forged);
            simulator.Fleet.AddVehicle(9, forged, forged, groupIds: [30]);
            simulator.Fleet.Report(9, 48.17, 17.2, 50, 90);
        });
        await using var desk = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, "/?group=30"));
        await desk.UntilAsync("map.vehicle(9) !== null");
        fleet.Simulator.Faults.DropSockets();
        await Assertions.Expect(desk.Row(9)).ToContainTextAsync("Van warn: Forged[0] [31mAdmin signed in", new() { UseInnerText = true });

        Assert.DoesNotContain(fleet.App.Log.Lines, line =>
            line.Contains('\u001b', StringComparison.Ordinal) || line.Split('\n').Any(part => part.StartsWith("warn: Forged", StringComparison.Ordinal)));
    }
}
