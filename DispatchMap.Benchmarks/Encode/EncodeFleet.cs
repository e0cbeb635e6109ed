using System.Globalization;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Benchmarks.Encode;

/// <summary>A fleet that drives: a part of it reports in each step, in turn, as vehicles do that report every five seconds.</summary>
internal sealed class EncodeFleet : TimeProvider
{
    private readonly Journeys _journeys;
    private DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private int _next;

    public EncodeFleet(int vehicles)
    {
        _journeys = new(vehicles, seed: 1, _now);
        State = new(1, new VendorClock(this), FreshnessRules.For(new(), TimeSpan.FromSeconds(5)));
        for (var vehicle = 0; vehicle < vehicles; vehicle++)
            State.ApplyEntry(new(vehicle + 1, string.Create(CultureInfo.InvariantCulture, $"Van {vehicle:00000}"), $"Driver {vehicle}", null, Report(vehicle)), _now);
        State.Publish();
    }

    public FleetState State { get; }

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    /// <summary>The next so many vehicles report; who they are.</summary>
    public VehicleRow[] Move(int count)
    {
        _now += TimeSpan.FromSeconds(5.0 * count / _journeys.Count);
        var moved = new int[count];
        for (var i = 0; i < count; i++, _next = (_next + 1) % _journeys.Count)
            State.Apply(Report(moved[i] = _next));
        State.Publish();
        return [.. moved.Select(vehicle => State.Find(vehicle + 1)!)];
    }

    private VehicleReport Report(int vehicle)
    {
        var (latitude, longitude, speed, heading) = _journeys.At(vehicle, _now);
        return new(vehicle + 1, latitude, longitude, _now.AddSeconds(-3), _now.AddSeconds(-1), speed, heading, OnlineState: "online");
    }
}
