namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>Which part of the area that the desk opens with is on a dispatcher's screen.</summary>
/// <param name="Part">Of its height and of its width; 1 for all.</param>
/// <param name="Up">How far up what is left of the height it lies, 0 to 1.</param>
/// <param name="Across">How far across what is left of the width.</param>
internal readonly record struct Sight(double Part, double Up, double Across)
{
    private const double GoldenRatio = 0.6180339887498949;
    private const double OneFifth = 0.2;

    public static Sight All { get; } = new(1, 0, 0);

    /// <summary>A 25th of the area, spread evenly however many there are.</summary>
    public static Sight Apart(int dispatcher) => new(OneFifth, dispatcher * GoldenRatio % 1, dispatcher * (GoldenRatio / 7) % 1);
}
