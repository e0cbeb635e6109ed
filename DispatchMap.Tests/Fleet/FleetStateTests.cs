using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using Xunit;
using static DispatchMap.Tests.Fleet.FleetKit;

namespace DispatchMap.Tests.Fleet;

public sealed class FleetStateTests
{
    private readonly FleetKit _kit = new();

    [Fact]
    public void Apply_OlderReport_LeavesThePosition()
    {
        _kit.Apply(Report(1, 0, latitude: 48.2));

        Assert.Equal(MergeOutcome.Older, _kit.Apply(Report(1, -10, latitude: 48.1)));
        Assert.Equal(48.2, _kit.Row(1).Latitude);
        Assert.Equal([Noon.AddSeconds(-10), Noon], _kit.Fleet.RecentReports(1).Select(mark => mark.RecordedAt));
    }

    [Fact]
    public void Apply_SameReportAgain_IsADuplicateAndNoVersion()
    {
        _kit.Apply(Report(1));
        _kit.Fleet.Publish();
        var version = _kit.Fleet.Version;

        Assert.Equal(MergeOutcome.Duplicate, _kit.Apply(Report(1)));
        _kit.Fleet.Publish();
        Assert.Equal(version, _kit.Fleet.Version);
    }

    [Fact]
    public void Apply_SameFixSaidTwice_KeepsWhatOnlyOneOfThemSaid()
    {
        _kit.Apply(Report(1) with { SpeedKmh = null, OnlineState = "online" });
        _kit.Apply(Report(1) with { SpeedKmh = 42, HeadingDegrees = null, ReceivedAt = null });

        Assert.Equal((42, 90, "online", Noon.AddSeconds(1)),
            (_kit.Row(1).SpeedKmh, _kit.Row(1).HeadingDegrees, _kit.Row(1).OnlineState, _kit.Row(1).ReceivedAt));
    }

    [Fact]
    public void Apply_FromTheFuture_IsLeftOutAndDoesNotFreezeTheMarker()
    {
        Assert.Equal(MergeOutcome.Future, _kit.Apply(Report(1, 300.001)));
        Assert.Equal(MergeOutcome.Applied, _kit.Apply(Report(1, 300)));
        Assert.Equal(MergeOutcome.Future, _kit.Apply(Report(1, 1e9)));
        Assert.Equal(MergeOutcome.Applied, _kit.Apply(Report(1, 300, latitude: 50)));
    }

    [Fact]
    public void Apply_ReceivedInTheFuture_DoesNotLookFreshUntilThen()
    {
        _kit.Apply(Report(1, -3600) with { ReceivedAt = Noon.AddYears(1) });

        Assert.Equal(Connection.Offline, _kit.Row(1).Connection);
        Assert.Null(_kit.Row(1).ReceivedAt);
    }

    [Theory]
    [InlineData(double.NaN, 17)]
    [InlineData(90.0000001, 17)]
    [InlineData(48, -180.0000001)]
    [InlineData(48, double.PositiveInfinity)]
    public void Apply_OffTheEarth_IsInvalidAndBringsNoVehicle(double latitude, double longitude)
    {
        Assert.Equal(MergeOutcome.Invalid, _kit.Apply(Report(1, latitude: latitude, longitude: longitude)));
        Assert.Equal(0, _kit.Fleet.Count);
    }

    [Fact]
    public void Apply_RecordedBeforeTimeBegan_IsInvalid()
    {
        Assert.Equal(MergeOutcome.Invalid, _kit.Apply(Report(1) with { RecordedAt = DateTimeOffset.UnixEpoch }));
        Assert.Equal(MergeOutcome.Invalid, _kit.Apply(Report(1) with { RecordedAt = DateTimeOffset.MinValue }));
        Assert.Equal(MergeOutcome.Invalid, _kit.Apply(Report(1L << 53)));
    }

    [Fact]
    public void Apply_MoreVehiclesThanAllowed_KeepsTheOldOnesGoing()
    {
        var kit = new FleetKit(maxVehicles: 2);
        kit.Apply(Report(1));
        kit.Apply(Report(2));

        Assert.Equal(MergeOutcome.Full, kit.Apply(Report(3)));
        Assert.Equal(MergeOutcome.Full, kit.Fleet.ApplyOffline(3, Noon));
        Assert.Equal(MergeOutcome.Full, kit.Fleet.ApplyEntry(new(3), Noon));
        Assert.Equal(MergeOutcome.Applied, kit.Apply(Report(2, 1)));
        Assert.Equal(2, kit.Fleet.Count);
    }

    [Fact]
    public void ApplyOffline_OlderThanTheReport_IsIgnored()
    {
        _kit.Apply(Report(1));

        Assert.Equal(MergeOutcome.Older, _kit.Fleet.ApplyOffline(1, Noon.AddSeconds(-1)));
        Assert.Equal(Connection.Live, _kit.Row(1).Connection);
    }

    [Fact]
    public void ApplyOffline_NotOlder_LastsUntilANewerReport()
    {
        _kit.Apply(Report(1));

        Assert.Equal(MergeOutcome.Applied, _kit.Fleet.ApplyOffline(1, Noon));
        Assert.Equal((Connection.Offline, Motion.Unknown, Motion.Moving), (_kit.Row(1).Connection, _kit.Row(1).Motion, _kit.Row(1).LastMotion));

        _kit.Apply(Report(1, 0.001));
        Assert.Equal(Connection.Live, _kit.Row(1).Connection);
    }

    [Theory]
    [InlineData("offline", Connection.Offline)]
    [InlineData(" OFFLINE", Connection.Offline)]
    [InlineData("online", Connection.Live)]
    [InlineData("off-line?", Connection.Live)]
    [InlineData(null, Connection.Live)]
    public void ApplyEntry_ListCallsItOffline_IsBelievedUntilANewerReport(string? word, Connection expected)
    {
        var entry = new VehicleEntry(1, Report: Report(1) with { OnlineState = word });
        _kit.Fleet.ApplyEntry(entry, Noon);
        Assert.Equal(expected, _kit.Row(1).Connection);

        _kit.Apply(Report(1, 0.001));
        _kit.Fleet.ApplyEntry(entry, Noon);
        Assert.Equal(Connection.Live, _kit.Row(1).Connection);
    }

    [Fact]
    public void ApplyEntry_OfflineAtAFixOfAClockThatIsAhead_EndsWithTheNextReport()
    {
        _kit.Fleet.ApplyEntry(new(1, Report: Report(1) with { RecordedAt = Noon.AddMinutes(4), OnlineState = "offline" }), Noon);
        Assert.Equal(Connection.Offline, _kit.Row(1).Connection);

        _kit.Apply(Report(1, 5) with { RecordedAt = Noon.AddMinutes(4).AddSeconds(5) });
        Assert.Equal(Connection.Live, _kit.Row(1).Connection);
    }

    [Fact]
    public void ApplyOffline_FromTheFuture_DoesNotSilenceTheVehicle()
    {
        _kit.Apply(Report(1));

        Assert.Equal(MergeOutcome.Future, _kit.Fleet.ApplyOffline(1, Noon.AddYears(9)));
        Assert.Equal(Connection.Live, _kit.Row(1).Connection);
    }

    [Fact]
    public void ApplyOffline_OfAVehicleWithoutPosition_LeavesItNeverSeen()
    {
        _kit.Fleet.ApplyOffline(1, Noon);

        Assert.Equal(Connection.NeverSeen, _kit.Row(1).Connection);
        Assert.True(double.IsNaN(_kit.Row(1).Latitude));
    }

    [Fact]
    public void ApplyEntry_RenamedWhileParked_TakesTheNewName()
    {
        _kit.Apply(Report(1, -600) with { VehicleName = "Zeta", UserName = "Zoe" });
        _kit.Fleet.ApplyEntry(new(1, "Alpha", "Adam", null, Report(1, -600) with { VehicleName = "Zeta" }), Noon);
        _kit.Apply(Report(1, -600) with { VehicleName = "Zeta", UserName = "Zoe" });

        Assert.Equal(("Alpha", "Adam"), (_kit.Row(1).Name, _kit.Row(1).Driver));
    }

    [Fact]
    public void ApplyEntry_WithoutAName_IsCalledByItsId()
    {
        _kit.Fleet.ApplyEntry(new(12, "  "), Noon);

        Assert.Equal(("Vehicle 12", null), (_kit.Row(12).Name, _kit.Row(12).Driver));
    }

    [Fact]
    public void Apply_DriverSaidToBeNobody_ClearsTheDriver()
    {
        _kit.Apply(Report(1) with { UserName = "Zoe" });
        _kit.Apply(Report(1, 1) with { UserName = null });
        Assert.Equal("Zoe", _kit.Row(1).Driver);

        _kit.Apply(Report(1, 2) with { UserName = "" });
        Assert.Null(_kit.Row(1).Driver);
    }

    [Fact]
    public void RemoveMissing_AfterARound_RemovesOnlyWhatNobodyNamed()
    {
        foreach (var id in new long[] { 1, 2, 3, 4 })
            _kit.Apply(Report(id));
        _kit.Fleet.BeginRound();
        _kit.Fleet.ApplyEntry(new(1), Noon);
        _kit.Apply(Report(2, -50)); // Older than what is held, but named all the same.
        _kit.Fleet.ApplyOffline(3, Noon.AddSeconds(-50));

        Assert.Equal(1, _kit.Fleet.RemoveMissing(_kit.Fleet.Round));
        Assert.Null(_kit.Fleet.Find(4));
        Assert.Equal(3, _kit.Fleet.Count);
    }

    [Fact]
    public void RemoveMissing_AnotherRoundHasBegun_RemovesWhatNobodyNamedInEither()
    {
        foreach (var id in new long[] { 1, 2, 3 })
            _kit.Apply(Report(id));
        _kit.Fleet.BeginRound();
        var round = _kit.Fleet.Round;
        _kit.Fleet.ApplyEntry(new(1), Noon);
        _kit.Fleet.BeginRound();
        _kit.Apply(Report(2, 1));

        Assert.Equal(1, _kit.Fleet.RemoveMissing(round));
        Assert.Null(_kit.Fleet.Find(3));
    }

    [Fact]
    public void RemoveMissing_ThenTheVehicleReturns_KnowsNothingOfBefore()
    {
        _kit.Apply(Report(1, -5) with { VehicleName = "Old" });
        _kit.Apply(Report(1));
        _kit.Fleet.ApplyOffline(1, Noon);
        _kit.Fleet.BeginRound();
        _kit.Fleet.RemoveMissing(_kit.Fleet.Round);

        _kit.Fleet.ApplyEntry(new(1), Noon);

        Assert.Equal(("Vehicle 1", Connection.NeverSeen, Motion.Unknown), (_kit.Row(1).Name, _kit.Row(1).Connection, _kit.Row(1).LastMotion));
        Assert.Empty(_kit.Fleet.RecentReports(1));
    }

    [Fact]
    public void StoppedSince_StopsAcrossLateAndUnsaidSpeeds_IsTheFirstOfTheUnbrokenRun()
    {
        _kit.Apply(Report(1, -60, 0));
        _kit.Apply(Report(1, -40, 50));
        _kit.Apply(Report(1, -10, 0));
        _kit.Apply(Report(1, -20, null));
        _kit.Apply(Report(1, -30, 1));
        Assert.Equal(Noon.AddSeconds(-30), _kit.Row(1).StoppedSince);

        _kit.Apply(Report(1, -15, 50));
        Assert.Equal(Noon.AddSeconds(-10), _kit.Row(1).StoppedSince);

        _kit.Apply(Report(1, 0, 50));
        Assert.Null(_kit.Row(1).StoppedSince);
    }

    [Fact]
    public void RecentReports_ManyOverLong_KeepsTheNewestOfAnHour()
    {
        for (var i = 0; i < 100; i++)
            _kit.Apply(Report(1, -i, 0));
        Assert.Equal(32, _kit.Fleet.RecentReports(1).Length);
        Assert.Equal((Noon, TimeSpan.FromSeconds(1)), (_kit.Fleet.RecentReports(1)[^1].RecordedAt, _kit.Fleet.RecentReports(1)[^1].Lag));
        Assert.Equal(Noon.AddSeconds(-99), _kit.Row(1).StoppedSince);

        _kit.Time.Advance(TimeSpan.FromHours(1));
        _kit.Apply(Report(1, 3590) with { ReceivedAt = null });
        Assert.Equal([-10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 3590.0],
            _kit.Fleet.RecentReports(1).Select(mark => (mark.RecordedAt - Noon).TotalSeconds));
        Assert.Null(_kit.Fleet.RecentReports(1)[^1].Lag);
        Assert.Equal(Noon.AddSeconds(-99), _kit.Row(1).StoppedSince ?? Noon.AddSeconds(-99));
    }
}
