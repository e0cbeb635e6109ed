using DispatchMap.Simulator;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>A simulator whose few vehicles do what a test says, and the product looking at it.</summary>
internal sealed class ScriptedFleet : IAsyncDisposable
{
    public const long Van = 7;
    public const long Truck = 8;

    private ScriptedFleet(SimulatorServer simulator) => (Simulator, App) = (simulator, DeskApp.LookingAt(simulator));

    public SimulatorServer Simulator { get; }

    public DeskApp App { get; }

    public static async Task<ScriptedFleet> StartAsync(Action<SimulatorServer>? prepare = null)
    {
        var simulator = await SimulatorServer.StartAsync(
            new() { Fleet = FleetSource.Empty, Heartbeat = TimeSpan.FromSeconds(1) }, TimeProvider.System);
        simulator.Fleet.AddGroup(10, "East");
        simulator.Fleet.AddGroup(20, "West");
        simulator.Fleet.AddVehicle(Van, "Van 7", "Adam Kmeť", groupIds: [10]);
        simulator.Fleet.AddVehicle(Truck, "Truck 8", "Nina Slobodová", groupIds: [20]);
        simulator.Fleet.Report(Van, 48.15, 17.11, 50, 90);
        simulator.Fleet.Report(Truck, 48.20, 17.30, 0, 180);
        prepare?.Invoke(simulator);
        return new ScriptedFleet(simulator);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
