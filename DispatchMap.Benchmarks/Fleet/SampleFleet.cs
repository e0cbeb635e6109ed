using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Benchmarks.Fleet;

/// <summary>A fleet of named vehicles that all have reported, at a clock that each new round of reports moves on.</summary>
internal sealed class SampleFleet : TimeProvider
{
    private readonly int _vehicles;
    private DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public SampleFleet(int vehicles)
    {
        _vehicles = vehicles;
        State = new(1, new VendorClock(this), FreshnessRules.For(new(), TimeSpan.FromSeconds(5)));
        for (var id = 0; id < vehicles; id++)
            State.ApplyEntry(new(id, $"Van {id * 7919 % vehicles}", $"Driver {id}", null, Report(id)), _now);
        State.Publish();
    }

    public FleetState State { get; }

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public void Wait(TimeSpan time) => _now += time;

    /// <summary>So many vehicles, spread over the fleet, report anew.</summary>
    public void Move(int count)
    {
        _now += TimeSpan.FromSeconds(5);
        for (var i = 0; i < count; i++)
            State.Apply(Report(i * (_vehicles / count)));
        State.Publish();
    }

    private VehicleReport Report(long id) => new(
        id, 48 + id % 1000 * 0.001, 17 + id % 777 * 0.001, _now.AddSeconds(-3), _now.AddSeconds(-1), id % 90, id % 360, OnlineState: "online");
}
