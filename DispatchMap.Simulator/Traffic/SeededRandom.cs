namespace DispatchMap.Simulator.Traffic;

/// <summary>SplitMix64: eight bytes per vehicle, and the same numbers on every runtime for ever, which System.Random does not promise.</summary>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A sequence of its own for each vehicle of a seed.</summary>
    public static SeededRandom For(int seed, int index)
    {
        var mixed = new SeededRandom(((ulong)(uint)seed << 32) | (uint)index);
        return new SeededRandom(mixed.Next());
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 up to but not including 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + (Unit() * (high - low));

    public int Below(int count) => (int)(Next() % (uint)count);

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Close to a standard normal, within ±3.</summary>
    public double Bell() => (Unit() + Unit() + Unit() + Unit() - 2) * 1.732;
}
