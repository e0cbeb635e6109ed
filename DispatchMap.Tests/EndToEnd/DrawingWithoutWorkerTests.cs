using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>A browser whose worker cannot be had, or has a fault, draws vehicles on the page's own thread.</summary>
public sealed class DrawingWithoutWorkerTests(Chromium chromium)
{
    private const long Van = ScriptedFleet.Van;

    [Fact]
    public Task Map_WorkerCannotBeLoaded_ShowsVehiclesAndTakesClicks() => DrawsAsync(route => route.AbortAsync());

    [Fact]
    public Task Map_WorkerFails_ShowsVehiclesAndTakesClicks() =>
        DrawsAsync(route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "onmessage = () => { throw new Error('broken'); };" }));

    private async Task DrawsAsync(Func<IRoute, Task> answer)
    {
        var asked = 0;
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address, signIn: false);
        await desk.Page.RouteAsync("**/vehicleWorker*.js", route =>
        {
            asked++;
            return answer(route);
        });
        await desk.SignInAsync(DeskApp.AdminEmail, DeskApp.AdminPassword);
        await desk.UntilAsync($"map.stats().drawn === 2 && map.stats().shown === map.stats().version && map.screenPosition({Van})");
        Assert.Equal(1, asked);

        fleet.Simulator.Fleet.Report(Van, 48.16, 17.12, 30, 45);
        await desk.UntilAsync($"map.vehicle({Van}).latitude === 48.16 && map.stats().shown === map.stats().version");
        await desk.ClickOnMapAsync(Van);
        await Assertions.Expect(desk.Row(Van)).ToHaveAttributeAsync("aria-selected", "true");
    }
}
