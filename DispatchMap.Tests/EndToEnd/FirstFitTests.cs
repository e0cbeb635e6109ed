using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Tests.EndToEnd;

public sealed class FirstFitTests(Chromium chromium)
{
    [Fact]
    public async Task Map_StreamNamesAVehicleBeforeTheListsNameTheRest_ShowsTheWholeFleet()
    {
        await using var fleet = await ScriptedFleet.StartAsync(simulator =>
            simulator.Faults.Fail(ApiCall.LastPositions, HttpFault.Slow(TimeSpan.FromSeconds(2))));
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await fleet.Simulator.Counters.WhenAsync(counters => counters.OpenSockets == 1).Soon();
        fleet.Simulator.Fleet.Report(ScriptedFleet.Van, 48.15, 17.11, 50, 90);

        await desk.UntilAsync($"map.stats().vehicles === 1 && map.screenPosition({ScriptedFleet.Van})");
        await desk.UntilAsync($"map.stats().vehicles === 2 && map.stats().drawn === 2 && map.screenPosition({ScriptedFleet.Truck})");
    }
}
