using DispatchMap.Core.Frames;
using DispatchMap.Simulator;
using DispatchMap.Web.Maps;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>A fleet of which a browser is told only what it sees.</summary>
public sealed class LargeFleetTests(Chromium chromium)
{
    private const int Far = FramePump.MaxWhole;
    private const string Near = "?at=48.15,17.11,12";

    [Fact]
    public async Task Map_PannedFromOneCityToAnother_HoldsWhatIsSeenAndWhatIsSelected()
    {
        await using var fleet = await ScriptedFleet.StartAsync(TwoCities);
        await using var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address);

        // Nobody has chosen a place: the whole fleet is fitted, with both cities in sight.
        await desk.UntilAsync($"map.stats().vehicles === {Far + 12} && map.vehicle({ScriptedFleet.Van}) && map.vehicle({Far + 100})");

        // The rows on the screen are held, too: the list shows the van only.
        await desk.Page.GotoAsync(new Uri(fleet.App.Address, $"/{Near}&q=van&sel={Far + 105}").ToString());
        await desk.UntilAsync($"map.stats().vehicles === {Far + 12} && map.screenPosition({ScriptedFleet.Van})");
        await desk.UntilAsync($"map.vehicle({Far + 105}) !== null");
        await desk.UntilAsync($"map.vehicle({Far + 100}) === null");

        // Its row is in the list though the map does not hold it; picking it goes there, and its neighbours come.
        await desk.Page.GetByTestId("search").FillAsync("Far 103");
        await desk.Row(Far + 103).ClickAsync();
        await desk.UntilAsync($"map.screenPosition({Far + 103}) && map.vehicle({Far + 100}) && map.vehicle({ScriptedFleet.Van}) === null");

        fleet.Simulator.Fleet.Report(Far + 100, 40.001, -3.70, 42, 90);
        await desk.UntilAsync($"map.vehicle({Far + 100}).latitude === 40.001");

        await desk.Page.GetByTestId("search").FillAsync("");
        await desk.Page.GetByTitle("Show the whole fleet").ClickAsync();
        await desk.UntilAsync($"map.screenPosition({ScriptedFleet.Van}) && map.vehicle({Far + 100})");
        Assert.Empty(desk.Complaints);
        Assert.Equal(0, (await desk.StatsAsync()).GetProperty("resyncs").GetInt32());
        Assert.Contains(CircuitFrames.In(desk.Received).Frames, frame => frame.Header.Flags.HasFlag(FrameFlags.Partial));
    }

    private static void TwoCities(SimulatorServer simulator)
    {
        for (var id = 100; id < Far + 100; id++)
            simulator.Fleet.AddVehicle(id, $"Without a position {id}", groupIds: [10]);
        for (var id = Far + 100; id < Far + 110; id++)
        {
            simulator.Fleet.AddVehicle(id, $"Far {id - Far}", groupIds: [20]);
            simulator.Fleet.Report(id, 40 + ((id - Far - 100) * 0.001), -3.70, 0, 0);
        }
    }
}
