using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Frames;
using Xunit;
using static DispatchMap.Tests.Fleet.FleetKit;

namespace DispatchMap.Tests.Fleet;

public sealed class FreezeTests
{
    private readonly FleetKit _kit = new();

    [Fact]
    public void Freeze_AfterAWatchedSilence_TakesStatesBackToTheLastTruth()
    {
        _kit.Apply(Report(1));
        _kit.Time.Advance(TimeSpan.FromSeconds(65));
        _kit.Fleet.RefreshFreshness();
        Assert.Equal(Connection.Delayed, _kit.Row(1).Connection);

        _kit.Fleet.Freeze(Noon.AddSeconds(2));

        Assert.Equal((Connection.Live, Motion.Moving), (_kit.Row(1).Connection, _kit.Row(1).Motion));
        Assert.Equal(Noon.AddSeconds(2), _kit.Fleet.VendorNow);
    }

    [Fact]
    public void Freeze_ForHours_MarksNothingOffline()
    {
        _kit.Apply(Report(1));
        _kit.Fleet.Freeze(Noon);
        var version = _kit.Fleet.Version;
        _kit.Time.Advance(TimeSpan.FromHours(5));

        _kit.Fleet.RefreshFreshness();
        _kit.Fleet.Publish();

        Assert.Equal(version, _kit.Fleet.Version);
        Assert.Equal(Connection.Live, _kit.Fleet.Listing().Rows[0].Connection);
    }

    [Fact]
    public void Thaw_AfterAReseed_ShowsNothingInBetween()
    {
        _kit.Apply(Report(1));
        _kit.Apply(Report(2));
        _kit.Fleet.Publish();
        _kit.Fleet.Freeze(Noon);
        var browser = new FrameBrowser();
        browser.Update(_kit.Fleet);
        Assert.True(browser.Frozen);
        _kit.Time.Advance(TimeSpan.FromHours(1));

        _kit.Apply(Report(1, 3599));
        _kit.Fleet.Publish();
        Assert.Empty(_kit.Fleet.EncodeSince(browser.Epoch, browser.Version));

        _kit.Fleet.Thaw();
        browser.Update(_kit.Fleet);
        Assert.False(browser.Frozen);
        Assert.Equal([Connection.Live, Connection.Offline], browser.Records.Values.Select(record => record.State.Connection));
        Assert.Equal(_kit.Time.GetUtcNow(), _kit.Fleet.VendorNow);
    }

    [Fact]
    public void Freeze_AgainLater_ShowsTheNewsAsOfThen()
    {
        _kit.Apply(Report(1));
        _kit.Fleet.Freeze(Noon);
        _kit.Time.Advance(TimeSpan.FromMinutes(10));
        _kit.Apply(Report(1, 599));

        _kit.Fleet.Freeze(Noon.AddMinutes(10));

        Assert.Equal(Connection.Live, _kit.Row(1).Connection);
        Assert.Equal(Noon.AddSeconds(599), _kit.Fleet.Listing().Rows[0].RecordedAt);
    }

    [Fact]
    public async Task WaitForChangeAsync_FreezeAndThaw_AreChanges()
    {
        var frozen = _kit.Fleet.WaitForChangeAsync(_kit.Fleet.Version, TestContext.Current.CancellationToken);
        _kit.Fleet.Freeze(Noon);
        await frozen.Soon();

        var thawed = _kit.Fleet.WaitForChangeAsync(_kit.Fleet.Version, TestContext.Current.CancellationToken);
        Assert.False(thawed.IsCompleted);
        _kit.Fleet.Thaw();
        await thawed.Soon();
    }
}
