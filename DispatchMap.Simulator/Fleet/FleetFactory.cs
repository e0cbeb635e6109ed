using DispatchMap.Simulator.Traffic;
using DispatchMap.Simulator.Traffic.Demo;
using DispatchMap.Simulator.Traffic.Generated;
using DispatchMap.Simulator.Traffic.Replay;

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
        var now = time.GetUtcNow();
        ITraffic? traffic = options.Fleet switch
        {
            FleetSource.DemoFleet => DemoTraffic.Start(fleet, now, options.Seed),
            FleetSource.GeneratedFleet generated => GeneratedTraffic.Start(fleet, generated.Count, now, options.Seed),
            FleetSource.ReplayFleet replay => ReplayTraffic.Start(fleet, replay.Path, now, options.Seed),
            _ => null,
        };
        if (traffic is not null)
            fleet.Drive(traffic);
        return fleet;
    }
}
