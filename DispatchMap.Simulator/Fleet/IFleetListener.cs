namespace DispatchMap.Simulator.Fleet;

/// <summary>Hears what the vendor learns. Called under <see cref="SimulatedFleet.Gate"/>, so it must be quick.</summary>
internal interface IFleetListener
{
    /// <param name="atOnce">Send this very report now, instead of the newest when the stream's next check is due.</param>
    void Reported(SimulatedVehicle vehicle, in SimulatedPosition position, bool atOnce);

    void WentOffline(SimulatedVehicle vehicle, DateTimeOffset lastSeenAt, bool atOnce);
}
