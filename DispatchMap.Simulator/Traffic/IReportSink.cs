using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Traffic;

/// <summary>The vendor's end of the line.</summary>
internal interface IReportSink
{
    void Deliver(SimulatedVehicle vehicle, in SimulatedPosition position);

    /// <summary>The driver has switched tracking off.</summary>
    void SwitchedOff(SimulatedVehicle vehicle);
}
