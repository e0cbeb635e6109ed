namespace DispatchMap.Benchmarks.Soak;

/// <summary>A position as a frame says it: milliseconds since 1970 and 1e-6 degrees.</summary>
internal readonly record struct TruePosition(long RecordedMs, int LatitudeE6, int LongitudeE6)
{
    public static int E6(double degrees) => (int)Math.Round(degrees * 1e6);
}
