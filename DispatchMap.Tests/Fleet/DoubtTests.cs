using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using Xunit;
using static DispatchMap.Tests.Fleet.FleetKit;

namespace DispatchMap.Tests.Fleet;

/// <summary>Reports that are hard to believe: shown, and flagged.</summary>
public sealed class DoubtTests
{
    private readonly FleetKit _kit = new();

    [Theory]
    [InlineData(0.0099, ReportDoubts.None)]
    [InlineData(0.0101, ReportDoubts.Jump)]
    public void Apply_FasterThanAnyVehicle_IsShownAndFlagged(double degrees, ReportDoubts doubts)
    {
        // A hundredth of a degree in ten seconds is 400 km/h.
        _kit.Apply(Report(1, -10, latitude: 48));
        _kit.Apply(Report(1, 0, latitude: 48 + degrees));

        Assert.Equal((48 + degrees, doubts), (_kit.Row(1).Latitude, _kit.Row(1).Doubts));
    }

    [Fact]
    public void Apply_JumpAndBack_IsCountedTwiceAndThenForgotten()
    {
        _kit.Apply(Report(1, -40, latitude: 48));

        Assert.Equal(MergeOutcome.Doubted, _kit.Apply(Report(1, -30, latitude: 0)));
        Assert.Equal(MergeOutcome.Doubted, _kit.Apply(Report(1, -20, latitude: 48)));
        Assert.Equal(MergeOutcome.Applied, _kit.Apply(Report(1, -10, latitude: 48)));
        Assert.Equal(ReportDoubts.None, _kit.Row(1).Doubts);
    }

    [Fact]
    public void Apply_TheMissingFixBetween_TakesTheDoubtAway()
    {
        _kit.Apply(Report(1, -60, latitude: 48));
        _kit.Apply(Report(1, 0, latitude: 48.1));
        _kit.Fleet.Publish();
        Assert.Equal(ReportDoubts.Jump, _kit.Fleet.Listing().Rows[0].Doubts);
        var version = _kit.Fleet.Version;

        Assert.Equal(MergeOutcome.Older, _kit.Apply(Report(1, -30, latitude: 48.09)));
        _kit.Fleet.Publish();

        Assert.Equal(ReportDoubts.None, _kit.Fleet.Listing().Rows[0].Doubts);
        Assert.NotEqual(version, _kit.Fleet.Version);
    }

    [Fact]
    public void Apply_ScatterOfAStandingVehicle_IsNoJump()
    {
        _kit.Apply(Report(1, -0.1, latitude: 48.00000));
        _kit.Apply(Report(1, 0, latitude: 48.00030)); // 33 m in a tenth of a second.

        Assert.Equal(ReportDoubts.None, _kit.Row(1).Doubts);
    }

    [Fact]
    public void Apply_ClockAlwaysAnHourAhead_MovesByTheVendorsTimeAndSaysSo()
    {
        foreach (var second in new[] { -20, -10, 0 })
            Assert.Equal(MergeOutcome.Doubted, _kit.Apply(Ahead(second, TimeSpan.FromHours(1), latitude: 48 + second / 100_000.0)));

        var row = _kit.Row(1);
        Assert.Equal((48, Noon, Noon), (row.Latitude, row.RecordedAt, row.ReceivedAt));
        Assert.Equal((ReportDoubts.ClockAhead, Connection.Live), (row.Doubts, row.Connection));
        Assert.Equal([Noon], _kit.Fleet.RecentReports(1).Select(mark => mark.RecordedAt));
    }

    [Fact]
    public void Apply_OneReportFarAhead_MovesNothingWhileOrdinaryOnesCome()
    {
        _kit.Apply(Report(1, -125, latitude: 48));

        Assert.Equal(MergeOutcome.Future, _kit.Apply(Ahead(-10, TimeSpan.FromHours(1), latitude: 49)));
        Assert.Equal((48, ReportDoubts.None), (_kit.Row(1).Latitude, _kit.Row(1).Doubts));

        // Two minutes without an ordinary one: then the clock is wrong, not the report.
        Assert.Equal(MergeOutcome.Doubted, _kit.Apply(Ahead(0, TimeSpan.FromHours(1), latitude: 48.1)));
        Assert.Equal((48.1, ReportDoubts.ClockAhead), (_kit.Row(1).Latitude, _kit.Row(1).Doubts));
        Assert.Equal(MergeOutcome.Applied, _kit.Apply(Report(1, -1, latitude: 48.001)));
        Assert.Equal(48.001, _kit.Row(1).Latitude);
    }

    [Fact]
    public void Apply_ClockAheadThenSetRight_DoesNotStandStillUntilThen()
    {
        _kit.Apply(Ahead(-10, TimeSpan.FromMinutes(4), latitude: 48));
        Assert.Equal(ReportDoubts.None, _kit.Row(1).Doubts); // Near enough to be no clock worth a word.

        Assert.Equal(MergeOutcome.Applied, _kit.Apply(Report(1, 0, latitude: 48.001)));
        Assert.Equal(48.001, _kit.Row(1).Latitude);
    }

    [Fact]
    public void Apply_BatchFromAClockAhead_ShowsTheLastOfIt()
    {
        // All received at once, so only the device's own clock tells them apart; newest first, as some devices send them.
        foreach (var second in new[] { 20, 10, 0 })
            _kit.Apply(Ahead(0, TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(second), latitude: 48 - second / 100_000.0));

        Assert.Equal(47.9998, _kit.Row(1).Latitude, 6);
    }

    [Fact]
    public void Apply_OfflineAfterAClockAhead_IsNotOutvotedByIt()
    {
        _kit.Apply(Ahead(-10, TimeSpan.FromMinutes(4), latitude: 48));

        Assert.Equal(MergeOutcome.Applied, _kit.Fleet.ApplyOffline(1, Noon));
        Assert.Equal(Connection.Offline, _kit.Row(1).Connection);
    }

    [Fact]
    public void Apply_ClockSetBackwards_ShowsTheNextReport()
    {
        _kit.Apply(Report(1, -10, latitude: 48) with { RecordedAt = Noon.AddHours(2), ReceivedAt = Noon.AddSeconds(-10) });

        Assert.Equal(MergeOutcome.Applied, _kit.Apply(Report(1, -5, latitude: 48.0001)));
    }

    /// <summary>Received some seconds after noon, and dated later still.</summary>
    private static VehicleReport Ahead(double seconds, TimeSpan by, double latitude) =>
        Report(1, seconds, latitude: latitude) with { RecordedAt = Noon.AddSeconds(seconds) + by, ReceivedAt = Noon.AddSeconds(seconds) };
}
