using DispatchMap.Benchmarks.Circuits.Raw;

namespace DispatchMap.Benchmarks.Circuits;

/// <summary>What was seen with so many dispatchers.</summary>
/// <param name="Cores">Processor seconds of the server per second.</param>
/// <param name="Kernel">Part of <paramref name="Cores"/> that the kernel took on its behalf.</param>
/// <param name="IdleCores">The same as <paramref name="Cores"/> while no vehicle reports.</param>
/// <param name="Client">The same of this process: the dispatchers and the vendor.</param>
/// <param name="Frames">Per second, to all.</param>
/// <param name="FrameBytes">Of one frame, on average.</param>
/// <param name="Received">Bytes per second to all, with all that is not frames.</param>
/// <param name="PerVehicle">Bytes of frames per changed vehicle told to one dispatcher.</param>
/// <param name="Batches">Render batches per second, to all.</param>
/// <param name="Idle">Managed bytes per dispatcher while nothing changes, after a full collection.</param>
/// <param name="Busy">The same under load.</param>
/// <param name="WorkingSet">Bytes of the server's process in memory.</param>
internal sealed record Step(
    int Vehicles, int Dispatchers, double Changes, double Cores, double Kernel, double IdleCores, double Client, double Frames, double FrameBytes, double Received,
    double PerVehicle, double Batches, double Idle, double Busy, long WorkingSet, double LagP50, double LagP95, double LagP99, int Dead)
{
    /// <summary>Microseconds of the server per frame and dispatcher, with all else it does.</summary>
    public double PerFrame => Cores / Frames * 1e6;

    /// <summary>The product and bare servers in turns; none when that was not asked for.</summary>
    public IReadOnlyList<RawTurn> Turns { get; init; } = [];
}
