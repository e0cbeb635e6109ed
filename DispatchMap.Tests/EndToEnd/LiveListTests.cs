using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>The rows and counts of the list, which the browser keeps up to date from the fleet of its map.</summary>
public sealed class LiveListTests(Chromium chromium)
{
    private static readonly string[] Cells = [".g", ".sp", ".th"];

    [Fact]
    public async Task Rows_VehiclesReportAndGoOffline_ReadAsTheServerWouldWriteThem()
    {
        await using var fleet = await ScriptedFleet.StartAsync(simulator => simulator.Fleet.AddVehicle(9, "Trailer 9", groupIds: [10]));
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await Assertions.Expect(desk.Row(ScriptedFleet.Van).Locator(".sp")).ToHaveTextAsync("50");
        await Assertions.Expect(desk.Page.GetByTestId("chip-neverseen").Locator(".n")).ToHaveTextAsync("1");

        fleet.Simulator.Fleet.Report(ScriptedFleet.Van, 48.151, 17.112, 72.6, 133);
        fleet.Simulator.Fleet.Report(9, 48.2, 17.2, 0, 0);
        fleet.Simulator.Fleet.GoOffline(ScriptedFleet.Truck);

        await Assertions.Expect(desk.Row(ScriptedFleet.Van).Locator(".sp")).ToHaveTextAsync("73");
        await Assertions.Expect(desk.Row(ScriptedFleet.Van).Locator("use")).ToHaveAttributeAsync("transform", "rotate(133)");
        await Assertions.Expect(desk.Row(ScriptedFleet.Truck)).ToHaveAttributeAsync("data-connection", "offline");
        await Assertions.Expect(desk.Row(9).Locator("use")).ToHaveAttributeAsync("href", "#g-stopped");
        await Assertions.Expect(desk.Row(9).Locator("live-age")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("s$"));
        await CountedAsync(desk);
        var byBrowser = await CellsAsync(desk);

        await desk.Page.ReloadAsync();
        await Assertions.Expect(desk.Row(ScriptedFleet.Van).Locator(".sp")).ToHaveTextAsync("73");
        Assert.Equal(byBrowser, await CellsAsync(desk));
        await CountedAsync(desk);
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Row_ItsVehicleIsPointedAtOnTheMap_IsMarkedUntilTheMouseLeaves()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        var plain = await BackgroundAsync(desk, ScriptedFleet.Truck);

        await desk.HoverOnMapAsync(ScriptedFleet.Van);
        await Assertions.Expect(desk.Row(ScriptedFleet.Van)).Not.ToHaveCSSAsync("background-color", plain);
        Assert.Equal(plain, await BackgroundAsync(desk, ScriptedFleet.Truck));

        await desk.Page.GetByTestId("search").HoverAsync();
        await Assertions.Expect(desk.Row(ScriptedFleet.Van)).ToHaveCSSAsync("background-color", plain);
        Assert.Empty(desk.Complaints);
    }

    private static Task<string> BackgroundAsync(DeskPage desk, long id) =>
        desk.Row(id).EvaluateAsync<string>("row => getComputedStyle(row).backgroundColor");

    private static async Task CountedAsync(DeskPage desk)
    {
        foreach (var (chip, count) in new[] { ("live", "2"), ("offline", "1"), ("neverseen", "0"), ("moving", "1"), ("stopped", "1"), ("unknown", "1") })
            await Assertions.Expect(desk.Page.GetByTestId("chip-" + chip).Locator(".n")).ToHaveTextAsync(count);
    }

    private static async Task<List<string>> CellsAsync(DeskPage desk)
    {
        var cells = new List<string>();
        foreach (var id in new[] { ScriptedFleet.Van, ScriptedFleet.Truck, 9 })
        {
            foreach (var cell in Cells)
                cells.Add(await desk.Row(id).Locator(cell).EvaluateAsync<string>("cell => cell.outerHTML"));
            cells.Add(await desk.Row(id).Locator("live-age").GetAttributeAsync("class") + await desk.Row(id).Locator("live-age").GetAttributeAsync("seen"));
        }

        return cells;
    }
}
