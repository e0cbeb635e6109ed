using DispatchMap.Simulator.Traffic.Demo;

namespace DispatchMap.Simulator.Fleet;

/// <summary>Builds the fleet that the options ask for, with its past behind it.</summary>
internal static class FleetFactory
{
    private static readonly TimeSpan UsualOfflineAfter = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan DemoOfflineAfter = TimeSpan.FromMinutes(12);

    public static SimulatedFleet Create(SimulatorOptions options, TimeProvider time)
    {
        var usual = options.Fleet is FleetSource.DemoFleet ? DemoOfflineAfter : UsualOfflineAfter;
        var fleet = new SimulatedFleet(time, options.OfflineAfter ?? usual);
        switch (options.Fleet)
        {
            case FleetSource.DemoFleet:
                fleet.Drive(DemoTraffic.Start(fleet, time.GetUtcNow(), options.Seed));
                break;
        }

        return fleet;
    }
}
