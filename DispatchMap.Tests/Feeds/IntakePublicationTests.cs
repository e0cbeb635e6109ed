using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>When what a stream has brought becomes a version.</summary>
public sealed class IntakePublicationTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NearlyDue = Interval * 0.75;

    private readonly FakeTimeProvider _time = new(FleetKit.Noon);
    private readonly Meters _meters = new();
    private readonly FleetState _fleet;
    private readonly FeedIntake _intake;
    private readonly long _first;
    private int _second;

    public IntakePublicationTests()
    {
        var clock = new VendorClock(_time);
        _fleet = new(1, clock, FleetKit.Rules);
        _intake = new(Scope.All(), _fleet, clock, new(new(_meters), _time), _time, Interval);
        _first = _fleet.Version;
    }

    private long Versions => _fleet.Version - _first;

    public void Dispose()
    {
        _intake.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void Take_NobodySaysThatTheStreamIsRead_IsAVersionAfterTheInterval()
    {
        Report();

        _time.Advance(Interval - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, Versions);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Versions);
    }

    [Fact]
    public void CaughtUp_NearlyDue_IsAVersionOfAllThatHasComeAndTheOnlyOne()
    {
        Report();
        _time.Advance(NearlyDue);
        Report();

        _intake.CaughtUp();
        Assert.Equal(1, Versions);
        Assert.Equal(FleetKit.Noon.AddSeconds(_second), _fleet.Find(1)?.RecordedAt);

        _time.Advance(10 * Interval);
        Assert.Equal(1, Versions);
    }

    [Fact]
    public void CaughtUp_SoonAfterTheFirst_WaitsForMore()
    {
        Report();
        _intake.CaughtUp();
        _time.Advance(NearlyDue - TimeSpan.FromMilliseconds(1));
        _intake.CaughtUp();
        Assert.Equal(0, Versions);

        _time.Advance(Interval - NearlyDue + TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Versions);
    }

    [Fact]
    public void CaughtUp_NothingHasCome_IsNoVersion()
    {
        _time.Advance(Interval);
        _intake.CaughtUp();

        Assert.Equal(0, Versions);
    }

    [Fact]
    public void CaughtUp_AfterAVersion_CountsFromTheNextReport()
    {
        Report();
        _time.Advance(NearlyDue);
        _intake.CaughtUp();

        Report();
        _intake.CaughtUp();
        Assert.Equal(1, Versions);
        _time.Advance(NearlyDue);
        _intake.CaughtUp();
        Assert.Equal(2, Versions);
    }

    [Fact]
    public async Task Live_StreamIsReadShortlyBeforeAVersionIsDue_ReadersAreToldWithoutTheTimer()
    {
        await using var kit = new FeedKit();
        var (lease, session) = await kit.LiveAsync();
        kit.Time.Advance(Interval);
        await session.SayAsync(FleetKit.Report(1, 1));
        kit.Time.Advance(NearlyDue);

        var told = lease.WaitForChangeAsync(lease.Fleet.Version, TestContext.Current.CancellationToken);
        await session.SayAsync(FleetKit.Report(2, 1));

        await told.Soon();
        Assert.Equal(FleetKit.Noon.AddSeconds(1), lease.Fleet.Find(2)?.RecordedAt);
    }

    private void Report() => _intake.Take(new StreamEvent(StreamEventKind.Position, FleetKit.Report(1, ++_second)));
}
