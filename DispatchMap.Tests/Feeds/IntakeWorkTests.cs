using DispatchMap.Core.Feeds;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Feeds.Memory;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>What a feed may spend on an event of a stream.</summary>
public sealed class IntakeWorkTests : IDisposable
{
    private readonly CountingTime _time = new();
    private readonly Meters _meters = new();
    private readonly FeedIntake _intake;
    private int _second;

    public IntakeWorkTests()
    {
        var clock = new VendorClock(_time);
        _intake = new(
            Scope.All(), new FleetState(1, clock, FleetKit.Rules), clock,
            new(new(_meters), _time), _time, TimeSpan.FromDays(1),
            new AccountMemory("a", new FakeStore(), 1000, _time));
        Round();
        Round();
    }

    public void Dispose()
    {
        _intake.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void Take_PositionsOfKnownVehicles_AsksEachClockOnceForEach()
    {
        _time.Reads = 0;

        Round();

        Assert.Equal(2 * 100, _time.Reads);
    }

    [Fact]
    public void Take_PositionsOfKnownVehicles_AllocatesNothing()
    {
        // The trails of the last reports grow to their full length first.
        for (var i = 0; i < ReportTrail.Capacity; i++)
            Round();

        Assert.Equal(0, Allocation.Of(Round));
    }

    private void Round()
    {
        _second++;
        for (var id = 1; id <= 100; id++)
        {
            var report = FleetKit.Report(id, _second) with { VehicleName = "Van", UserName = "Ján", ReceivedAt = FleetKit.Noon.AddSeconds(_second) };
            _intake.Take(new StreamEvent(StreamEventKind.Position, report));
        }
    }

    private sealed class CountingTime : TimeProvider
    {
        public int Reads { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            Reads++;
            return FleetKit.Noon.AddMinutes(5);
        }

        public override long GetTimestamp()
        {
            Reads++;
            return 0;
        }
    }
}
