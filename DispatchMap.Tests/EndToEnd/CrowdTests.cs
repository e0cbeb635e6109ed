using DispatchMap.Simulator;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>What a dispatcher does where vehicles stand too close to be told apart.</summary>
public sealed class CrowdTests(Chromium chromium)
{
    private const int Many = 15;

    [Fact]
    public async Task Click_VehiclesInOnePlace_OffersThemAsTextAndSelectsTheChosenOne()
    {
        await using var fleet = await ScriptedFleet.StartAsync(simulator => Park(simulator, 2));
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilAsync("map.stats().drawn === 4 && map.screenPosition(100)");

        await desk.ClickOnMapAsync(100);
        var menu = desk.Page.GetByRole(AriaRole.Menu, new() { Name = "2 vehicles here" });
        await Assertions.Expect(menu.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(2);
        await Assertions.Expect(menu).ToContainTextAsync("<b>Depot</b> 1");
        await desk.Page.Keyboard.PressAsync("ArrowDown");
        await desk.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(desk.Row(101)).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(menu).ToHaveCountAsync(0);
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Map_DensePlace_IsGatheredUnlessTurnedOffAndTheBrowserRemembersThat()
    {
        await using var fleet = await ScriptedFleet.StartAsync(simulator => Park(simulator, Many));
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilAsync($"map.stats().clusters === 1 && map.stats().drawn === {Many + 2}");

        await desk.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Map" }).GetByText("Map", new() { Exact = true }).ClickAsync();
        await desk.Page.GetByText("Group dense places").ClickAsync();
        await desk.UntilAsync($"map.stats().clusters === 0 && map.stats().drawn === {Many + 2}");

        await desk.Page.ReloadAsync();
        await desk.UntilAsync($"map.stats().clusters === 0 && map.stats().drawn === {Many + 2}");
    }

    [Fact]
    public async Task Click_Ring_GoesCloserUntilTheVehiclesStandAlone()
    {
        await using var fleet = await ScriptedFleet.StartAsync(simulator => Park(simulator, Many));
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilAsync("map.stats().clusters === 1 && map.screenPosition(100)");

        await desk.ClickOnMapAsync(100);

        await desk.UntilAsync("map.stats().clusters === 0 && map.screenPosition(100)");
    }

    /// <summary>Vehicles from number 100 on, all in one depot, with names that would like to be more than text.</summary>
    private static void Park(SimulatorServer simulator, int count)
    {
        for (var i = 0; i < count; i++)
        {
            simulator.Fleet.AddVehicle(100 + i, $"<b>Depot</b> {i}", groupIds: [10]);
            simulator.Fleet.Report(100 + i, 48.17, 17.20, 0, 0);
        }
    }
}
