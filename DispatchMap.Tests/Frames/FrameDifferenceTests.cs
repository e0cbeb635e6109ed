using DispatchMap.Core.Fleet;
using DispatchMap.Core.Frames;
using DispatchMap.Tests.Fleet;
using Xunit;
using static DispatchMap.Tests.Fleet.FleetKit;

namespace DispatchMap.Tests.Frames;

/// <summary>Whatever a browser was told in whatever steps, it holds what a new one is told at once.</summary>
public sealed class FrameDifferenceTests
{
    [Fact]
    public void Update_AnyStepsThroughAnyHistory_EndsWithTheSnapshot()
    {
        for (var seed = 0; seed < 40; seed++)
            Drive(new Random(seed));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1)]
    public void Delta_MovingFleet_TakesEightBytesPerChangedVehicleAtMost(int stampMs)
    {
        const int vehicles = 10_000, perFrame = 500, frames = 60;
        var traffic = new SampleTraffic(vehicles, stampMs);
        var (bytes, changed) = (0L, 0L);
        for (var frame = 0; frame < frames; frame++)
        {
            traffic.Drive(perFrame);
            var since = traffic.Kit.Fleet.Version;
            traffic.Kit.Fleet.Publish();
            var delta = Assert.Single(traffic.Kit.Fleet.EncodeSince(traffic.Kit.Fleet.Epoch, since));
            var counts = FrameReader.Read(delta).Header.Counts;
            Assert.Equal(0, counts.Texts);
            if (frame < vehicles / perFrame)
                continue; // Second reports: the first ones had a place to come from only.
            (bytes, changed) = (bytes + delta.Length, changed + counts.Moves + counts.Restated + counts.Records);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes / (double)changed:0.00} bytes per changed vehicle");
        Assert.Equal((frames - (vehicles / perFrame)) * perFrame, changed);
        Assert.InRange(bytes / (double)changed, 3, 8);
    }

    private static void Drive(Random random)
    {
        var kit = new FleetKit();
        // Areas that vehicles leave, that some of them are never in, and around all of them.
        MapArea[] areas = [new(48, 17, 48.5, 17.1), new(48, 17, 48.15, 17.5), new(40, 10, 60, 20), new(-80, -170, 80, 170)];
        var browsers = Enumerable.Range(0, 9).Select(_ => (Browser: new FrameBrowser(), Window: new FleetWindow())).ToArray();
        var places = new Dictionary<long, (double Latitude, double Longitude)>();
        for (var step = 0; step < 60; step++)
        {
            Change(kit, random, places);
            if (random.Next(3) > 0)
                kit.Fleet.Publish();
            for (var i = 0; i < browsers.Length; i++)
            {
                var (browser, window) = browsers[i];
                if (random.Next((i / 2) + 1) > 0)
                    continue;
                if (random.Next(8) == 0)
                    window.LookAt(areas[random.Next(areas.Length)], random.Next(2) == 0 ? [] : [random.Next(3)]);
                browser.Update(kit.Fleet, i % 2 == 1 ? window : null);
                AssertTrue(kit.Fleet, browser, i % 2 == 1 ? window : null);
            }
        }
    }

    /// <summary>The same as a browser that knew nothing, which is also what was published and nothing of what was not.</summary>
    private static void AssertTrue(FleetState fleet, FrameBrowser browser, FleetWindow? window)
    {
        var fresh = new FrameBrowser();
        var copy = window is null ? null : new FleetWindow();
        copy?.LookAt(window!.Area, window.Always);
        fresh.Update(fleet, copy);
        FrameBrowser.AssertSame(fresh, browser);
    }

    private static void Change(FleetKit kit, Random random, Dictionary<long, (double Latitude, double Longitude)> places)
    {
        for (var i = random.Next(8); i >= 0; i--)
        {
            var id = random.Next(20);
            var (latitude, longitude) = places.GetValueOrDefault(id, (48.1, 17.1));
            var jump = random.Next(10) == 0 ? 0.5 : 0.001;
            places[id] = (latitude, longitude) = (latitude + ((random.NextDouble() - 0.5) * jump), longitude + ((random.NextDouble() - 0.5) * jump));
            kit.Apply(Report(id, random.Next(-900, 60) + (random.Next(3) == 0 ? 0.123 : 0), random.Next(5) == 0 ? null : random.Next(90), latitude, longitude) with
            {
                HeadingDegrees = random.Next(5) == 0 ? null : random.Next(360),
                ReceivedAt = random.Next(5) == 0 ? null : Noon.AddSeconds(random.Next(90)),
                VehicleName = random.Next(6) == 0 ? $"Van {random.Next(99)}" : null,
            });
        }

        switch (random.Next(12))
        {
            case 0:
                kit.Fleet.BeginRound();
                break;
            case 1:
                kit.Fleet.RemoveMissing(kit.Fleet.Round);
                break;
            case 2:
                kit.Fleet.Freeze(Noon);
                break;
            case 3:
                kit.Fleet.Thaw();
                break;
            case 4:
                kit.Fleet.ApplyOffline(random.Next(20), Noon.AddSeconds(random.Next(60)));
                break;
            case 5:
                kit.Time.Advance(TimeSpan.FromSeconds(20));
                kit.Fleet.RefreshFreshness();
                break;
        }
    }
}
