using CsCheck;
using DispatchMap.Core.Fleet;
using Xunit;

namespace DispatchMap.Tests.Fleet;

public sealed class ReportTrailTests
{
    [Fact]
    public void Add_MoreThanItHolds_KeepsTheNewestInOrder() =>
        // Seconds before and after noon; most come in order, as most reports do.
        Gen.Frequency((6, Gen.Int[0, 20]), (1, Gen.Int[-300, 0]), (1, Gen.Int[600, 2000])).Array[0, 120].Sample(
            steps =>
            {
                var trail = new ReportTrail();
                SortedSet<long> expected = [];
                var at = FleetKit.Noon.UtcTicks;
                foreach (var step in steps)
                {
                    at += step * TimeSpan.TicksPerSecond;
                    trail.Add(new(at, at, 48, 17, 0, 50, 90, null), Motion.Moving);
                    expected.Add(at);
                    expected.RemoveWhere(ticks => ticks < expected.Max - TimeSpan.TicksPerHour);
                    if (expected.Count > ReportTrail.Capacity)
                        expected.Remove(expected.Min);
                }

                Assert.Equal(expected, trail.ToMarks().Select(mark => mark.RecordedAt.UtcTicks));
            },
            iter: 2_000);

    [Fact]
    public void Add_StandsAfterATrailOfDriving_StoppedAtTheFirstStandingReport()
    {
        var trail = new ReportTrail();
        for (var second = 0; second < 50; second++)
            trail.Add(Report(second), Motion.Moving);
        trail.Add(Report(52), Motion.Stopped);
        trail.Add(Report(51), Motion.Stopped);
        trail.Add(Report(60), Motion.Stopped);

        Assert.Equal(FleetKit.Noon.AddSeconds(51).UtcTicks, trail.StoppedSince);

        trail.Add(Report(51.5), Motion.Moving);

        Assert.Equal(FleetKit.Noon.AddSeconds(52).UtcTicks, trail.StoppedSince);
    }

    private static HeldReport Report(double second)
    {
        var ticks = FleetKit.Noon.AddSeconds(second).UtcTicks;
        return new(ticks, ticks, 48, 17, 0, 0, 90, null);
    }
}
