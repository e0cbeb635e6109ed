namespace DispatchMap.Benchmarks.Circuits.Server;

/// <summary>What a process allocated, per second, and how the collector coped.</summary>
/// <param name="PausedPart">Part of the time that all threads stood still for the collector.</param>
/// <param name="Collections">By generation.</param>
/// <param name="Types">Bytes per second by type, the most first; sampled every 100 kB.</param>
/// <param name="OnBehalfOf">By the product's method that is nearest on the stack.</param>
internal sealed record Garbage(
    double Bytes, double PausedPart, int[] Collections, IReadOnlyList<(string Name, double Bytes)> Types, IReadOnlyList<(string Name, double Bytes)> OnBehalfOf);
