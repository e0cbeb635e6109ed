using DispatchMap.Simulator;
using DispatchMap.Simulator.Fleet;
using DispatchMap.Simulator.Traffic;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class DemoFleetTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Start_FirstPicture_IsOneFromTheMiddleOfADay()
    {
        var (fleet, time) = Fleet(seed: 1);

        var states = States(fleet, time).GroupBy(state => state).ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(62, fleet.Vehicles.Count);
        Assert.Equal(4, fleet.Groups.Count);
        Assert.Equal(2, states["never"]);
        Assert.Equal(4, states["offline"]);
        Assert.Equal(4, states["stale"]);
        Assert.Equal(6, states["delayed"]);
        Assert.InRange(states["moving"], 20, 40);
        Assert.Equal(46, states["moving"] + states["stopped"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Positions_SameSeedAndTime_AreTheSameHoweverOftenTheClockTicks(int seed)
    {
        var (once, slow) = Fleet(seed);
        var (often, quick) = Fleet(seed);

        slow.Advance(TimeSpan.FromMinutes(20));
        for (var i = 0; i < 20 * 60; i++)
        {
            quick.Advance(TimeSpan.FromSeconds(1));
            _ = often.Vehicles;
        }

        Assert.Equal(once.Vehicles.Select(vehicle => vehicle.LastPosition), often.Vehicles.Select(vehicle => vehicle.LastPosition));
    }

    [Fact]
    public void Positions_AnotherSeed_AreOthers()
    {
        var (one, _) = Fleet(1);
        var (other, _) = Fleet(2);

        Assert.NotEqual(one.Vehicles.Select(vehicle => vehicle.LastPosition), other.Vehicles.Select(vehicle => vehicle.LastPosition));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Reports_OverTwoHours_AreThoseOfRealVehicles(int seed)
    {
        var (fleet, time) = Fleet(seed);
        var listener = new Track();
        fleet.ReportTo(listener);

        for (var i = 0; i < 2 * 60 * 60; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            lock (fleet.Gate)
                fleet.AdvanceToNow();
        }

        Assert.All(listener.Reports.Where(track => track.Key.LastPosition is not null), track => Plausible(track.Key, track.Value));
        // Parked all day is not what a demo is for: most vehicles have gone somewhere.
        Assert.True(listener.Reports.Values.Count(track => track.Max(report => report.SpeedKmh) > 40) > 50);
    }

    [Fact]
    public void States_WithinAQuarterOfAnHour_AllComeAndGo()
    {
        var (fleet, time) = Fleet(seed: 1);
        var changes = new HashSet<(string, string)>();
        var last = States(fleet, time);
        for (var i = 0; i < 15 * 60 / 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            var now = States(fleet, time);
            changes.UnionWith(last.Zip(now));
            last = now;
        }

        Assert.Contains(("moving", "delayed"), changes);
        Assert.Contains(("delayed", "moving"), changes);
        Assert.Contains(("delayed", "stale"), changes);
        Assert.Contains(("stale", "moving"), changes);
        Assert.Contains(changes, change => change is (not "offline", "offline"));
        Assert.Contains(changes, change => change is ("offline", "moving" or "stopped"));
        Assert.Contains(("moving", "stopped"), changes);
        Assert.Contains(("stopped", "moving"), changes);
    }

    private static void Plausible(SimulatedVehicle vehicle, List<SimulatedPosition> track)
    {
        Assert.All(track, report =>
        {
            Assert.InRange(report.Latitude, 47.95, 48.5);
            Assert.InRange(report.Longitude, 16.9, 17.6);
            Assert.InRange(report.SpeedKmh ?? -1, 0, 135);
            Assert.InRange(report.HeadingDegrees ?? -1, 0, 359.9);
            Assert.InRange((report.ReceivedAt - report.RecordedAt).TotalSeconds, 1, 4);
        });
        foreach (var (before, after) in track.Zip(track.Skip(1)))
        {
            var seconds = (after.RecordedAt - before.RecordedAt).TotalSeconds;
            var kmh = Geo.Metres(before.Latitude, before.Longitude, after.Latitude, after.Longitude) / seconds * 3.6;
            Assert.True(seconds >= 4, $"{vehicle.Name} reported twice within {seconds} s.");
            Assert.True(kmh < 150, $"{vehicle.Name} jumped at {kmh} km/h.");
        }
    }

    private static (SimulatedFleet Fleet, FakeTimeProvider Time) Fleet(int seed)
    {
        var time = new FakeTimeProvider(Start);
        return (FleetFactory.Create(new SimulatorOptions { Seed = seed }, time), time);
    }

    private static string[] States(SimulatedFleet fleet, FakeTimeProvider time) => [.. fleet.Vehicles.Select(vehicle =>
    {
        if (vehicle.LastPosition is not { } last)
            return "never";
        if (vehicle.IsOffline)
            return "offline";

        return (time.GetUtcNow() - last.ReceivedAt).TotalSeconds switch
        {
            > 300 => "stale",
            > 60 => "delayed",
            _ => last.SpeedKmh > 3 ? "moving" : "stopped",
        };
    })];

    private sealed class Track : IFleetListener
    {
        public Dictionary<SimulatedVehicle, List<SimulatedPosition>> Reports { get; } = [];

        public void Reported(SimulatedVehicle vehicle, in SimulatedPosition position, bool atOnce)
        {
            if (!Reports.TryGetValue(vehicle, out var track))
                Reports.Add(vehicle, track = []);
            track.Add(position);
        }

        public void WentOffline(SimulatedVehicle vehicle, DateTimeOffset lastSeenAt, bool atOnce)
        {
        }
    }
}
