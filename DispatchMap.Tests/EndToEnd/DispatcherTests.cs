using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>What a dispatcher does with mouse, keyboard and address bar.</summary>
public sealed class DispatcherTests(Chromium chromium)
{
    private const long Van = ScriptedFleet.Van;
    private const long Truck = ScriptedFleet.Truck;

    [Fact]
    public async Task Selection_ByMapAndByList_IsTheSame()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilAsync($"map.stats().drawn === 2 && map.screenPosition({Van})");

        await desk.ClickOnMapAsync(Van);
        await Assertions.Expect(desk.Row(Van)).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(desk.Page.GetByTestId("vehicle-card")).ToContainTextAsync("Van 7");

        await desk.Row(Truck).ClickAsync();
        await Assertions.Expect(desk.Page.GetByTestId("vehicle-card")).ToContainTextAsync("Truck 8");
        await desk.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(desk.Page.Locator("[data-testid=vehicle-row][aria-selected=true]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task GroupFilter_OneGroup_OnlyItsVehiclesReachTheBrowserAndTheLinkKeepsIt()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilAsync("map.stats().vehicles === 2");

        await desk.Page.GetByTestId("group-filter").ClickAsync();
        await desk.Page.GetByLabel("West").CheckAsync();
        await desk.UntilAsync($"map.stats().vehicles === 1 && map.vehicle({Van}) === null && map.vehicle({Truck})");
        await Assertions.Expect(desk.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("group=20"));

        await desk.Page.ReloadAsync();
        await desk.UntilAsync($"map.stats().vehicles === 1 && map.vehicle({Truck})");
        await Assertions.Expect(desk.Page.GetByTestId("vehicle-row")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task ChipsAndSearch_FilterListAndMap()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilAsync("map.stats().drawn === 2");

        await desk.Page.GetByTestId("chip-moving").ClickAsync();
        await desk.UntilAsync("map.stats().drawn === 1");
        await Assertions.Expect(desk.Page.GetByTestId("vehicle-row")).ToHaveCountAsync(1);
        await desk.Page.GetByTestId("chip-moving").ClickAsync();

        await desk.Page.Keyboard.PressAsync("/");
        await desk.Page.Keyboard.TypeAsync("slobodova");
        await desk.UntilAsync("map.stats().drawn === 1");
        await Assertions.Expect(desk.Row(Truck)).ToBeVisibleAsync();
        await Assertions.Expect(desk.Row(Van)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Phone_TabsAndSheet_ShowListThenMapThenCard()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address, 390, 844);
        var tabs = desk.Page.GetByRole(AriaRole.Navigation, new() { Name = "Views" });

        await tabs.GetByText("List").ClickAsync();
        await Assertions.Expect(desk.Row(Van)).ToBeVisibleAsync();
        await tabs.GetByText("Map").ClickAsync();
        await desk.UntilAsync($"map.screenPosition({Van})");
        await desk.ClickOnMapAsync(Van);

        await Assertions.Expect(desk.Page.GetByTestId("vehicle-card")).ToBeInViewportAsync();
    }
}
