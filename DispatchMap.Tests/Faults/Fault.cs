using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Tests.Faults;

/// <summary>Something that goes wrong at the vendor's, or on the way, until it is healed.</summary>
/// <param name="Inject">Lets it happen.</param>
internal sealed record Fault(string Name, Func<SimulatorServer, Task> Inject)
{
    /// <summary>Ends it, where clearing the emulator's faults does not.</summary>
    public Func<SimulatorServer, Task> Heal { get; init; } = _ => Task.CompletedTask;

    /// <summary>The request that meets it.</summary>
    public ApiCall? Call { get; init; }

    /// <summary>Whether it is done to the sockets that are open, rather than to what comes.</summary>
    public bool Strikes { get; init; }

    /// <summary>Whether it ends the sockets that are open, so that no limit of time has to tell of it.</summary>
    public bool EndsSockets { get; init; }

    /// <summary>Whether there is no stream to be had while it lasts.</summary>
    public bool Severs { get; init; }

    /// <summary>Whether only an admin can help, who then asks for another try.</summary>
    public bool Blocks { get; init; }

    /// <summary>Whether it changes messages and nothing else: streams go on.</summary>
    public bool OnlyMessages { get; init; }

    /// <summary>How many more streams it has to outlast before it is healed.</summary>
    public int Streams { get; init; }

    public override string ToString() => Name;
}
