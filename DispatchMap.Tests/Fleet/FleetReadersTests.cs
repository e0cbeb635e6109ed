using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Frames;
using Xunit;
using static DispatchMap.Tests.Fleet.FleetKit;

namespace DispatchMap.Tests.Fleet;

public sealed class FleetReadersTests
{
    [Fact]
    public async Task EncodeSince_OneWriterManyReaders_AllEndWithTheSnapshot()
    {
        var kit = new FleetKit();
        var stop = new TaskCompletionSource();
        var readers = Enumerable.Range(0, 6).Select(_ => Task.Run(() => ReadAsync(kit.Fleet, stop.Task), TestContext.Current.CancellationToken)).ToArray();

        await Task.Run(() => Write(kit.Fleet), TestContext.Current.CancellationToken).Soon();
        stop.SetResult();
        var browsers = await Task.WhenAll(readers).Soon();

        var fresh = new FrameBrowser();
        fresh.Update(kit.Fleet);
        Assert.Equal(kit.Fleet.Count, fresh.Records.Count);
        Assert.NotEmpty(fresh.Records);
        Assert.All(browsers, browser => FrameBrowser.AssertSame(fresh, browser));
    }

    [Fact]
    public void EncodeSince_SameStepForMany_IsEncodedOnceAndShared()
    {
        var kit = new FleetKit();
        kit.Apply(Report(1));
        kit.Fleet.Publish();
        var since = kit.Fleet.Version;
        kit.Apply(Report(1, 1));
        kit.Fleet.Publish();

        var frames = Enumerable.Range(0, 1500).Select(_ => Assert.Single(kit.Fleet.EncodeSince(kit.Fleet.Epoch, since))).ToArray();

        Assert.All(frames, frame => Assert.Same(frames[0], frame));
    }

    [Fact]
    public void EncodeSince_SharedFrameGrownOld_SaysTheTimeAnew()
    {
        var kit = new FleetKit();
        kit.Apply(Report(1));
        kit.Fleet.Publish();
        kit.Fleet.EncodeSince(0, 0);
        kit.Time.Advance(TimeSpan.FromSeconds(10));

        var browser = new FrameBrowser();
        browser.Update(kit.Fleet);

        Assert.Equal(Noon.AddSeconds(10).ToUnixTimeMilliseconds(), browser.VendorTimeMs);
    }

    [Theory]
    [InlineData(7, 99)]
    [InlineData(7, 0)]
    [InlineData(7, -1)]
    [InlineData(8, 2)]
    [InlineData(0, 0)]
    public void EncodeSince_VersionThatNeverWas_GivesASnapshot(uint epoch, long version)
    {
        var kit = new FleetKit();
        kit.Apply(Report(1));
        kit.Fleet.Publish();

        var browser = new FrameBrowser();
        Assert.All(kit.Fleet.EncodeSince(epoch, version), frame => Assert.True(browser.Apply(frame)));

        Assert.Equal((7u, kit.Fleet.Version), (browser.Epoch, browser.Version));
        Assert.Single(browser.Records);
    }

    [Fact]
    public void EncodeSince_LargeFleetArrives_ComesAsChunks()
    {
        var kit = new FleetKit();
        var browser = new FrameBrowser();
        browser.Update(kit.Fleet);
        for (var id = 0; id < 9_001; id++)
            kit.Apply(Report(id));
        kit.Fleet.Publish();

        var frames = kit.Fleet.EncodeSince(browser.Epoch, browser.Version);

        Assert.Equal(3, frames.Count);
        Assert.All(frames, frame => Assert.True(browser.Apply(frame)));
        Assert.Equal((9_001, kit.Fleet.Version), (browser.Records.Count, browser.Version));
    }

    [Fact]
    public async Task WaitForChangeAsync_ManyWaiters_WakeOnceAndCancelAlone()
    {
        var kit = new FleetKit();
        using var cancel = new CancellationTokenSource();
        var version = kit.Fleet.Version;
        var waiting = Enumerable.Range(0, 1500).Select(_ => kit.Fleet.WaitForChangeAsync(version, TestContext.Current.CancellationToken)).ToArray();
        var impatient = kit.Fleet.WaitForChangeAsync(version, cancel.Token);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.Soon());
        kit.Apply(Report(1));
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));
        kit.Fleet.Publish();

        await Task.WhenAll(waiting).Soon();
        Assert.True(kit.Fleet.WaitForChangeAsync(version, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    private static void Write(FleetState fleet)
    {
        var random = new Random(11);
        for (var step = 0; step < 400; step++)
        {
            if (step % 50 == 0)
                fleet.BeginRound();
            for (var i = 0; i < 50; i++)
            {
                var id = random.Next(200);
                fleet.Apply(Report(id, random.Next(-500, 250), random.Next(60)) with { VehicleName = $"Van {random.Next(9)}" });
            }

            if (step % 50 == 40)
                fleet.RemoveMissing(fleet.Round);
            if (step % 70 == 0)
                fleet.Freeze(Noon);
            if (step % 70 == 9)
                fleet.Thaw();
            fleet.ApplyOffline(random.Next(200), Noon);
            fleet.Publish();
        }

        fleet.Thaw();
    }

    private static async Task<FrameBrowser> ReadAsync(FleetState fleet, Task stopped)
    {
        var browser = new FrameBrowser();
        while (!stopped.IsCompleted)
        {
            browser.Update(fleet);
            await Task.WhenAny(stopped, fleet.WaitForChangeAsync(browser.Version, CancellationToken.None));
        }

        browser.Update(fleet);
        return browser;
    }
}
