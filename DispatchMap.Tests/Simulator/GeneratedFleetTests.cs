using DispatchMap.Simulator;
using DispatchMap.Simulator.Fleet;
using DispatchMap.Simulator.Traffic;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class GeneratedFleetTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Positions_SameSeedAndTime_AreTheSameHoweverOftenTheClockTicks()
    {
        var (once, slow) = Fleet(500, seed: 3);
        var (often, quick) = Fleet(500, seed: 3);

        slow.Advance(TimeSpan.FromMinutes(10));
        for (var i = 0; i < 600; i++)
        {
            quick.Advance(TimeSpan.FromSeconds(1));
            _ = often.Vehicles;
        }

        Assert.Equal(once.Vehicles.Select(vehicle => vehicle.LastPosition), often.Vehicles.Select(vehicle => vehicle.LastPosition));
    }

    [Fact]
    public void Fleet_OfFiveThousand_IsThereAtOnceAndMoves()
    {
        var (fleet, time) = Fleet(5_000, seed: 1);
        var before = fleet.Vehicles.Select(vehicle => vehicle.LastPosition).ToArray();

        time.Advance(TimeSpan.FromMinutes(2));
        var after = fleet.Vehicles;

        Assert.Equal(5_000 - 25, before.Count(position => position is not null));
        Assert.InRange(after.Zip(before).Count(pair => pair.First.LastPosition != pair.Second), 4_500, 5_000);
        Assert.InRange(after.Count(vehicle => vehicle.LastPosition?.SpeedKmh > 3), 1_000, 4_500);
        Assert.All(after.Where(vehicle => vehicle.LastPosition is not null), vehicle =>
        {
            Assert.InRange(vehicle.LastPosition!.Value.Latitude, 44, 54);
            Assert.InRange(vehicle.LastPosition.Value.Longitude, 10, 23);
        });
    }

    [Fact]
    public void Reports_OverAnHour_NeverJump()
    {
        var (fleet, time) = Fleet(200, seed: 1);
        var before = fleet.Vehicles.Select(vehicle => vehicle.LastPosition).ToArray();
        for (var i = 0; i < 60 * 60 / 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            var after = fleet.Vehicles.Select(vehicle => vehicle.LastPosition).ToArray();
            foreach (var (one, next) in before.Zip(after))
            {
                if (one is not { } from || next is not { } to || to.RecordedAt == from.RecordedAt)
                    continue;

                var kmh = Geo.Metres(from.Latitude, from.Longitude, to.Latitude, to.Longitude)
                    / (to.RecordedAt - from.RecordedAt).TotalSeconds * 3.6;
                Assert.InRange(kmh, 0, 115);
            }

            before = after;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_001)]
    public void Generated_CountOutOfRange_IsRefused(int count)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FleetSource.Generated(count));
    }

    private static (SimulatedFleet Fleet, FakeTimeProvider Time) Fleet(int count, int seed)
    {
        var time = new FakeTimeProvider(Start);
        return (FleetFactory.Create(new SimulatorOptions { Fleet = FleetSource.Generated(count), Seed = seed }, time), time);
    }
}
