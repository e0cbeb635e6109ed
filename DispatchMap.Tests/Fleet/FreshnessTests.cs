using System.ComponentModel.DataAnnotations;
using DispatchMap.Core.Fleet;
using Xunit;
using static DispatchMap.Tests.Fleet.FleetKit;

namespace DispatchMap.Tests.Fleet;

public sealed class FreshnessTests
{
    private readonly FleetKit _kit = new();

    [Theory]
    [InlineData(-30, Connection.Live)]
    [InlineData(60, Connection.Live)]
    [InlineData(60.001, Connection.Delayed)]
    [InlineData(300, Connection.Delayed)]
    [InlineData(300.001, Connection.Stale)]
    [InlineData(1800, Connection.Stale)]
    [InlineData(1800.001, Connection.Offline)]
    public void RefreshFreshness_AtAnAgeOfReceivedAt_TellsTheConnection(double age, Connection expected)
    {
        _kit.Apply(Report(1, -60) with { ReceivedAt = Noon });

        _kit.Time.Advance(TimeSpan.FromSeconds(Math.Max(age, 0)));
        _kit.Clock.ObserveSent(_kit.Time.GetUtcNow().AddSeconds(Math.Min(age, 0)));
        _kit.Fleet.RefreshFreshness();

        Assert.Equal(expected, _kit.Row(1).Connection);
        Assert.Equal(expected == Connection.Live ? Motion.Moving : Motion.Unknown, _kit.Row(1).Motion);
        Assert.Equal(Motion.Moving, _kit.Row(1).LastMotion);
    }

    [Theory]
    [InlineData(299, 50, false)]
    [InlineData(301, 50, true)]
    [InlineData(301, 0, false)]
    [InlineData(301, null, false)]
    [InlineData(28_800, 50, true)]
    [InlineData(28_801, 50, false)]
    public void RefreshFreshness_SilentAfterASpeed_AlertsForAShiftWhenItMoved(int age, int? speed, bool expected)
    {
        _kit.Apply(Report(1, -1, speed));

        _kit.Time.Advance(TimeSpan.FromSeconds(age));
        _kit.Fleet.RefreshFreshness();

        Assert.Equal(expected, _kit.Row(1).Alerting);
    }

    [Fact]
    public void ApplyOffline_WhileMoving_AlertsUntilTheVehicleIsBack()
    {
        _kit.Apply(Report(1));
        _kit.Fleet.ApplyOffline(1, Noon);
        Assert.True(_kit.Row(1).Alerting);

        _kit.Apply(Report(1, 1));
        Assert.False(_kit.Row(1).Alerting);
    }

    [Fact]
    public void Freeze_SilenceOfOurOwn_AlertsForNobody()
    {
        _kit.Apply(Report(1));
        _kit.Fleet.Freeze(Noon.AddSeconds(10));

        _kit.Time.Advance(TimeSpan.FromMinutes(20));
        _kit.Fleet.RefreshFreshness();
        Assert.False(_kit.Row(1).Alerting);

        _kit.Apply(Report(1, 1190));
        _kit.Fleet.Thaw();
        Assert.False(_kit.Row(1).Alerting);
    }

    [Fact]
    public void RefreshFreshness_ReceivedNotSaid_AgesFromRecordedAt()
    {
        _kit.Apply(Report(1, -61) with { ReceivedAt = null });

        Assert.Equal(Connection.Delayed, _kit.Row(1).Connection);
    }

    [Fact]
    public void RefreshFreshness_NothingDue_MakesNoVersion()
    {
        _kit.Apply(Report(1));
        _kit.Fleet.Publish();
        var (version, listing) = (_kit.Fleet.Version, _kit.Fleet.Listing());
        _kit.Time.Advance(TimeSpan.FromSeconds(30));

        _kit.Fleet.RefreshFreshness();
        _kit.Fleet.Publish();

        Assert.Equal(version, _kit.Fleet.Version);
        Assert.Same(listing, _kit.Fleet.Listing());
    }

    [Fact]
    public void RefreshFreshness_VendorClockStepped_TellsBrowsersTheTime()
    {
        _kit.Apply(Report(1));
        _kit.Fleet.Publish();
        var version = _kit.Fleet.Version;

        _kit.Clock.ObserveSent(Noon.AddSeconds(10));
        _kit.Fleet.RefreshFreshness();
        _kit.Fleet.Publish();

        Assert.Equal(version + 1, _kit.Fleet.Version);
    }

    [Theory]
    [InlineData(null, Motion.Unknown)]
    [InlineData(3.0, Motion.Stopped)]
    [InlineData(3.01, Motion.Moving)]
    public void Apply_Speed_TellsTheMotion(double? speed, Motion expected)
    {
        _kit.Apply(Report(1, 0, speed));

        Assert.Equal(expected, _kit.Row(1).Motion);
    }

    [Fact]
    public void For_SlowStream_StaysLiveForThreeIntervals()
    {
        var rules = FreshnessRules.For(new(), TimeSpan.FromMinutes(10));

        Assert.Equal(Connection.Live, rules.ConnectionAt(TimeSpan.FromMinutes(30).Ticks));
        Assert.Equal(Connection.Offline, rules.ConnectionAt(TimeSpan.FromMinutes(30).Ticks + 1));
    }

    [Fact]
    public void Validate_Contradiction_NamesTheConfigurationKey()
    {
        var options = new FreshnessOptions { Delayed = TimeSpan.FromHours(1), MovingKmh = double.NaN };
        var results = new List<ValidationResult>();

        Assert.False(Validator.TryValidateObject(options, new(options), results, validateAllProperties: true));
        Assert.Contains(results, result => result.ErrorMessage!.Contains("DispatchMap:Freshness:Stale", StringComparison.Ordinal));
        Assert.Contains(results, result => result.ErrorMessage!.Contains("DispatchMap:Freshness:MovingKmh", StringComparison.Ordinal));
    }
}
