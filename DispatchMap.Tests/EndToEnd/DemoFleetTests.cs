using DispatchMap.Simulator;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

public sealed class DemoFleetTests(Chromium chromium)
{
    [Fact]
    public async Task Desk_DemoFleet_AppearsAndMoves()
    {
        await using var app = DeskApp.WithDemo();
        await using var desk = await DeskPage.OpenAsync(chromium, app.Address);

        await desk.UntilAsync("map.stats().vehicles === 62 && map.stats().drawn === 60");
        await desk.UntilPhaseAsync("live");
        await desk.Page.Locator("[data-testid=vehicle-row]").Nth(10).WaitForAsync();
        await desk.Page.EvaluateAsync(
            """
            () => {
              const map = document.querySelector('[data-testid=map]').dispatchMap;
              const ids = [...document.querySelectorAll('[data-testid=vehicle-row]')].map(row => Number(row.dataset.vehicleId));
              window.before = ids.map(id => [id, JSON.stringify(map.vehicle(id))]);
            }
            """);
        await desk.UntilAsync("window.before.filter(([id, was]) => JSON.stringify(map.vehicle(id)) !== was).length >= 3");

        Assert.Empty(desk.Complaints);
        await Assertions.Expect(desk.Page.GetByText("Demo", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Desk_FiveThousandVehicles_AllDrawn()
    {
        var options = new SimulatorOptions { Fleet = FleetSource.Generated(5_000) };
        await using var simulator = await SimulatorServer.StartAsync(options, TimeProvider.System, ct: TestContext.Current.CancellationToken);
        await using var app = DeskApp.LookingAt(simulator, options);
        await using var desk = await DeskPage.OpenAsync(chromium, app.Address);

        await desk.UntilAsync("map.stats().vehicles === 5000 && map.stats().drawn > 4500");
        await desk.UntilAsync("map.stats().framesApplied > 5");

        Assert.Equal(0, (await desk.StatsAsync()).GetProperty("resyncs").GetInt32());
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Desk_NothingConfigured_LeadsAnAdminToTheSettings()
    {
        await using var app = DeskApp.Unconfigured();
        await using var desk = await DeskPage.OpenAsync(chromium, app.Address);

        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Link, new() { Name = "Connect the account" })).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }
}
