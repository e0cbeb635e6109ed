using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>What the screen claims about a vehicle and about the feed, as the world behind it changes.</summary>
public sealed class TruthTests(Chromium chromium)
{
    private const long Van = ScriptedFleet.Van;

    [Fact]
    public async Task Vehicle_GoesOfflineAndReports_HighlightAppearsAndClears()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilPhaseAsync("live");

        fleet.Simulator.Fleet.GoOffline(Van);
        await desk.UntilAsync($"map.vehicle({Van}).connection === 'offline'");
        await Assertions.Expect(desk.Row(Van)).ToHaveAttributeAsync("data-connection", "offline");
        await Assertions.Expect(desk.Page.GetByTestId("chip-offline")).ToContainTextAsync("1");

        fleet.Simulator.Fleet.Report(Van, 48.16, 17.12, 30, 45);
        await desk.UntilAsync($"map.vehicle({Van}).connection === 'live' && map.vehicle({Van}).motion === 'moving'");
        await Assertions.Expect(desk.Row(Van)).ToHaveAttributeAsync("data-connection", "live");
    }

    [Fact]
    public async Task Feed_SocketDropped_HealsWithThePositionOfTheGap()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilPhaseAsync("live");

        fleet.Simulator.Faults.DropSockets();
        fleet.Simulator.Fleet.Report(Van, 48.5, 17.5, 30, 45);

        await desk.UntilAsync($"map.vehicle({Van}).latitude === 48.5");
        await desk.UntilPhaseAsync("live");
    }

    [Fact]
    public async Task Feed_VendorDown_FreezesTheFleetAndHealsWhenItIsBack()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await desk.UntilPhaseAsync("live");

        await fleet.Simulator.StopAsync();
        await desk.UntilPhaseAsync("interrupted");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = "Retry now" })).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.GetByText("Positions as of")).ToBeVisibleAsync();
        await desk.UntilAsync($"map.vehicle({Van}).connection === 'live'");

        await fleet.Simulator.StartAsync(TestContext.Current.CancellationToken);
        fleet.Simulator.Fleet.Report(Van, 48.7, 17.7, 30, 45);
        // If it is still there: the feed tries by itself, too, and takes the button away.
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Retry now" }).EvaluateAllAsync<object?>("buttons => buttons.forEach(button => button.click())");
        await desk.UntilPhaseAsync("live");
        await desk.UntilAsync($"map.vehicle({Van}).latitude === 48.7");
    }

    [Fact]
    public async Task Circuit_ConnectionLostAndBack_MapGoesOnFromWhatItHolds()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address, breakable: true);
        await desk.UntilPhaseAsync("live");
        await desk.UntilAsync($"map.vehicle({Van})");

        await desk.CutCircuitAsync();
        fleet.Simulator.Fleet.Report(Van, 48.9, 17.9, 30, 45);

        await desk.UntilAsync($"map.vehicle({Van}).latitude === 48.9");
        Assert.Equal(0, (await desk.StatsAsync()).GetProperty("resyncs").GetInt32());
    }
}
