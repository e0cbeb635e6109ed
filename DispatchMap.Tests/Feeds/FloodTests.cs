using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>More than a feed was made for: memory stays bounded, the newest of each vehicle counts, and the feed says so.</summary>
public sealed class FloodTests : IAsyncLifetime
{
    private readonly FeedKit _kit = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public void Apply_TenMillionUnknownIds_HoldsAsManyAsItMayInBoundedMemory()
    {
        var kit = new FleetKit(maxVehicles: 1000);
        for (var id = 1; id <= 1000; id++)
            kit.Apply(FleetKit.Report(id));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var full = 0;

        for (var id = 1001L; id <= 10_001_000; id++)
            full += kit.Apply(FleetKit.Report(id)) == MergeOutcome.Full ? 1 : 0;

        Assert.Equal((10_000_000, 1000), (full, kit.Fleet.Count));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(MergeOutcome.Applied, kit.Apply(FleetKit.Report(7, 1)));
    }

    [Fact]
    public async Task Take_FiftyThousandEventsInASecond_AreOneVersionWithTheNewestOfEach()
    {
        var (lease, _) = await _kit.LiveAsync();
        var fleet = new FleetState(9, new(_kit.Time), FleetKit.Rules);
        using var intake = Intake(fleet);
        var version = fleet.Version;
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 50_000; i++)
            intake.Take(Position(i % 500, i / 500 * 0.01));
        _kit.Time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal((version + 1, 500), (fleet.Version, fleet.Count));
        Assert.All(fleet.Listing().Rows, row => Assert.Equal(FleetKit.Noon.AddSeconds(99 * 0.01), row.RecordedAt));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.Equal(FeedPhase.Live, lease.Status.Phase);
    }

    [Fact]
    public async Task Shedding_MoreVehiclesThanAllowed_SaysSoForAWhile()
    {
        await using var kit = new FeedKit(maxVehicles: 1);
        var (lease, session) = await kit.LiveAsync();
        Assert.Null(lease.Status.Shedding);

        await session.SayAsync(FleetKit.Report(2));

        Assert.Contains("more than 1 vehicles", lease.Status.Shedding, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(kit.Directory.Feeds).Counts.Rejected["fleet full"]);
    }

    [Fact]
    public void Shedding_BacklogThatLasts_SaysSoAndTeachesNoClock()
    {
        var clock = new VendorClock(_kit.Time);
        using var intake = Intake(new FleetState(9, clock, FleetKit.Rules), clock);
        intake.Strain.CaughtUp();
        _kit.Time.Advance(TimeSpan.FromSeconds(2));
        intake.Take(Position(1, 0));
        Assert.Null(intake.Strain.Words);
        _kit.Time.Advance(TimeSpan.FromSeconds(8));
        intake.Take(Position(1, 1));
        Assert.Contains("faster than this server reads", intake.Strain.Words, StringComparison.Ordinal);

        intake.Take(new StreamEvent(StreamEventKind.Heartbeat, At: FleetKit.Noon)); // Sent ten seconds ago.
        Assert.Equal(TimeSpan.Zero, clock.Offset);

        intake.Strain.CaughtUp();
        Assert.Null(intake.Strain.Words);
        intake.Take(new StreamEvent(StreamEventKind.Heartbeat, At: _kit.Time.GetUtcNow().AddSeconds(3)));
        Assert.Equal(TimeSpan.FromSeconds(3), clock.Offset);
    }

    private FeedIntake Intake(FleetState fleet, VendorClock? clock = null) => new(
        Scope.All(), fleet, clock ?? new(_kit.Time), new(new(_kit.Counts), _kit.Time), _kit.Time, TimeSpan.FromMilliseconds(100),
        new(new(), _kit.Time));

    private static StreamEvent Position(long id, double seconds) => new(StreamEventKind.Position, FleetKit.Report(id, seconds));
}
