using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Simulator.Control;

/// <summary>A fault that people can switch by name.</summary>
/// <param name="Query">Its arguments, as a sample.</param>
/// <param name="Switch">Does it and says in words what was done.</param>
internal sealed record NamedFault(string Name, string Query, string Description, Func<Faults, FaultArguments, string> Switch)
{
    public string Usage => Name + Query;
}
