using BenchmarkDotNet.Attributes;
using DispatchMap.Benchmarks.Fleet;

namespace DispatchMap.Benchmarks.Frames;

/// <summary>What it costs to tell browsers: once per step, however many ask.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    private const int Browsers = 1_500;
    private readonly SampleFleet _fleet = new(100_000);

    /// <summary>2,000 of 100,000 vehicles moved; includes applying their reports.</summary>
    [Benchmark]
    public int DeltaOf2000()
    {
        var since = _fleet.State.Version;
        _fleet.Move(2_000);
        return _fleet.State.EncodeSince(_fleet.State.Epoch, since)[0].Length;
    }

    /// <summary>The same, asked for by 1,500 browsers.</summary>
    [Benchmark]
    public int DeltaOf2000ForManyBrowsers()
    {
        var since = _fleet.State.Version;
        _fleet.Move(2_000);
        var bytes = 0;
        for (var i = 0; i < Browsers; i++)
            bytes += _fleet.State.EncodeSince(_fleet.State.Epoch, since)[0].Length;
        return bytes;
    }

    /// <summary>The whole fleet of 100,000 for a new browser.</summary>
    [Benchmark]
    public int Snapshot()
    {
        _fleet.Move(1);
        return _fleet.State.EncodeSince(0, 0).Sum(frame => frame.Length);
    }
}
