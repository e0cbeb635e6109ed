namespace DispatchMap.Simulator.Fleet;

/// <summary>A vehicle group of the emulated account.</summary>
public sealed record SimulatedGroup(long Id, string Name);
