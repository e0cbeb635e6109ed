namespace DispatchMap.Benchmarks.Circuits.Raw;

/// <summary>A step of the product, and what as many frames of the same size take a bare server.</summary>
/// <param name="OneWay">Microseconds per frame that nobody answers.</param>
/// <param name="Answered">Microseconds per frame when every fourth is answered.</param>
internal sealed record RawStep(Step Step, double OneWay, double Answered);
