using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Stream;
using DispatchMap.Tests.Feeds;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Faults;

/// <summary>The way of a message through a feed: socket session, intake, fleet. The fleet keeps what earlier messages made of it.</summary>
internal sealed class FuzzFeed : IDisposable
{
    private const int MaxVehicles = 50;
    private static readonly byte[] Heartbeat = """{"type":"heartbeat"}"""u8.ToArray();

    private readonly FleetKit _kit = new(MaxVehicles);
    private readonly FeedIntake _intake;

    public FuzzFeed(FeedMetrics metrics)
    {
        _intake = new(Scope.All(), _kit.Fleet, _kit.Clock, new(metrics, _kit.Time), _kit.Time, TimeSpan.FromSeconds(1));
        _kit.Apply(FleetKit.Report(1));
        _kit.Apply(FleetKit.Report(123));
        _kit.Fleet.Publish();
    }

    public void Dispose() => _intake.Dispose();

    /// <summary>Takes a message, in pieces, and another that is good, and checks what they did.</summary>
    /// <returns>What the message was understood as.</returns>
    public async Task<StreamEventKind> TakeAsync(byte[] bytes, int pieceBytes)
    {
        await using var session = new StreamSession(new FuzzSocket(pieceBytes, bytes, Heartbeat), TimeProvider.System);
        var kinds = new List<StreamEventKind>();
        await foreach (var message in session.ReadAsync(CancellationToken.None))
        {
            var before = State();
            _intake.Take(message);
            _kit.Fleet.Publish();
            if (message.Kind is not (StreamEventKind.Position or StreamEventKind.Offline))
                Assert.Equal(before, State());
            kinds.Add(message.Kind);
        }

        Assert.Equal(2, kinds.Count);
        Assert.Equal(StreamEventKind.Heartbeat, kinds[1]);
        Assert.InRange(_kit.Fleet.Count, 2, MaxVehicles);
        Assert.All(_kit.Fleet.Listing().Rows, row => Assert.True(IsSound(row), $"{row}"));
        return kinds[0];
    }

    // Rows are records, compared by what they hold; reading each vehicle also shows what was not published.
    private (long Version, int Count, FleetListing Listing, VehicleRow?, VehicleRow?, int, int) State()
    {
        var fleet = _kit.Fleet;
        return (fleet.Version, fleet.Count, fleet.Listing(), fleet.Find(1), fleet.Find(123),
            fleet.RecentReports(1).Length, fleet.RecentReports(123).Length);
    }

    private static bool IsSound(VehicleRow row) =>
        row.Name.Length > 0
        && (row.RecordedAt is null
            || (row.Latitude is >= -90 and <= 90 && row.Longitude is >= -180 and <= 180 && row.RecordedAt < FleetKit.Noon.AddDays(2)));
}
