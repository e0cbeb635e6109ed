using BenchmarkDotNet.Attributes;

namespace DispatchMap.Benchmarks.Fleet;

/// <summary>What a feed's writer and its lists cost per round, by the size of the fleet.</summary>
[MemoryDiagnoser]
public class FleetBenchmarks
{
    private SampleFleet _fleet = null!;

    [Params(5_000, 100_000)]
    public int Vehicles { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _fleet = new(Vehicles);
        _fleet.State.Listing();
        for (var i = 0; i < 40; i++)
            _fleet.Move(Vehicles);
    }

    /// <summary>Every vehicle reports once.</summary>
    [Benchmark]
    public void ApplyAll() => _fleet.Move(Vehicles);

    /// <summary>The feed's tick while nothing changes, as nearly always.</summary>
    [Benchmark]
    public void RefreshFreshness() => _fleet.State.RefreshFreshness();

    /// <summary>A twentieth of the fleet moved since the last listing.</summary>
    [Benchmark]
    public int ListingAfterSomeMoved()
    {
        _fleet.Move(Vehicles / 20);
        return _fleet.State.Listing().Rows.Length;
    }

    /// <summary>One vehicle was renamed since the last listing.</summary>
    [Benchmark]
    public int ListingAfterARename()
    {
        _fleet.Wait(TimeSpan.FromTicks(1));
        _fleet.State.ApplyEntry(new(17, $"Van {_fleet.GetUtcNow().Ticks % Vehicles}"), _fleet.GetUtcNow());
        _fleet.State.Publish();
        return _fleet.State.Listing().Rows.Length;
    }

    /// <summary>A whole fleet arrives and is listed for the first time.</summary>
    [Benchmark]
    public int SeedAndFirstListing() => new SampleFleet(Vehicles).State.Listing().Rows.Length;
}
