using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Fleet;
using Microsoft.AspNetCore.Routing;

namespace DispatchMap.Simulator.Control;

internal sealed class ControlRoutes(Faults faults, SimulatedFleet fleet, SimulatorCounters counters)
{
    public void Map(IEndpointRouteBuilder routes) => _ = (faults, fleet, counters, routes);
}
