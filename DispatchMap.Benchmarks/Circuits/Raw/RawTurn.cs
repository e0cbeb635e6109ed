namespace DispatchMap.Benchmarks.Circuits.Raw;

/// <summary>What a frame took, one after another within a minute, in microseconds of processor time.</summary>
/// <param name="Bare">With threads that sleep between frames, as the product's do.</param>
/// <param name="Spinning">With threads as the runtime has them by itself.</param>
internal sealed record RawTurn(double Product, double Bare, double Spinning);
