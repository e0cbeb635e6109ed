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
}
