using System.Globalization;
using System.Text;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks.Stream;
using DispatchMap.Tests.Faults;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>Fifty thousand events as fast as a socket takes them.</summary>
public sealed class FloodSocketTests
{
    private const int Events = 50_000;
    private const int Vehicles = 500;

    [Fact]
    public async Task Live_Flooded_TakesEveryEventInFewVersionsAndShowsTheNewestOfEach()
    {
        await using var kit = await SocketKit.StartAsync(setup: new() { Heartbeat = TimeSpan.FromSeconds(30) });
        var lease = await kit.LiveAsync();
        await kit.Counts.CountedAsync("seeds complete", 2);
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var version = lease.Fleet.Version;

        await FloodAsync(kit, start, Events);
        await FeedKit.UntilAsync(lease, () => lease.Fleet.Find(1000 + Vehicles - 1)?.RecordedAt == RecordedAt(start, Events - 1));

        // One round of vehicles is as good as another: the last one is what counts, and the trail is no longer than ever.
        Assert.Equal(Vehicles + 3, lease.Fleet.Count);
        for (var i = Events - Vehicles; i < Events; i++)
            Assert.Equal(RecordedAt(start, i), lease.Fleet.Find(1000 + (i % Vehicles))!.RecordedAt);
        Assert.Equal(32, lease.Fleet.RecentReports(1000).Length);
        var counts = Assert.Single(kit.Directory.Feeds).Counts;
        Assert.Equal((Events, 0), (counts.Events["position"], counts.Reconnects.Count));
        Assert.InRange(lease.Fleet.Version - version, 1, Events / 10);
    }

    [Fact]
    public async Task Live_ReadsSlowerThanTheVendorSends_SaysSoUntilItHasCaughtUp()
    {
        var time = new SlowReaderTime();
        await using var kit = await SocketKit.StartAsync(setup: new() { Time = time, Heartbeat = TimeSpan.FromSeconds(30) });
        var lease = await kit.LiveAsync();
        await kit.Counts.CountedAsync("seeds complete", 2);
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-5);

        string? words = null;
        time.Look = () => words ??= lease.Status.Shedding;
        await FloodAsync(kit, start, 10_000);
        await kit.Counts.CountedAsync("events position", 10_000);
        time.Look = null;

        Assert.Contains("sends faster than this server reads", words, StringComparison.Ordinal);
        Assert.True(SpinWait.SpinUntil(() => lease.Status.Shedding is null, Waiting.Limit));
        Assert.Equal(RecordedAt(start, 9_999), lease.Fleet.Find(1000 + Vehicles - 1)!.RecordedAt);
    }

    [Fact]
    public async Task Read_FiftyThousandMessages_NeedsNextToNothingForEach()
    {
        var fleet = new FleetKit();
        using var meters = new Meters();
        using var intake = new FeedIntake(Scope.All(), fleet.Fleet, fleet.Clock, new(new(meters), fleet.Time), fleet.Time, TimeSpan.FromSeconds(1));
        var messages = Enumerable.Range(0, Events).Select(i => Encoding.UTF8.GetBytes(Message(FleetKit.Noon.AddMinutes(-5), i))).ToArray();
        long begun = 0;
        var taken = 0;

        await using var session = new StreamSession(new FuzzSocket(4096, messages), TimeProvider.System);
        await foreach (var message in session.ReadAsync(CancellationToken.None))
        {
            intake.Take(message);
            if (++taken == Events / 2)
                begun = GC.GetAllocatedBytesForCurrentThread();
        }

        // By the middle every vehicle has its name and its trail. What is left is a state machine, which without optimisation is an object.
        Assert.Equal((Events, Vehicles), (taken, fleet.Fleet.Count));
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - begun) / (Events / 2), 0, 256);
    }

    /// <summary>Sends so many events of vehicles that no list names, in turn. The simulator holds no more than 20,000 for a socket.</summary>
    private static async Task FloodAsync(SocketKit kit, DateTimeOffset start, int events)
    {
        for (var i = 0; i < events; i++)
        {
            if (i % 10_000 == 0)
                await kit.Counts.CountedAsync("events position", i - 5_000);
            kit.Simulator.Faults.SendRaw(Message(start, i));
        }
    }

    private static DateTimeOffset RecordedAt(DateTimeOffset start, int i) =>
        DateTimeOffset.FromUnixTimeMilliseconds(start.ToUnixTimeMilliseconds() + (i / Vehicles));

    private static string Message(DateTimeOffset start, int i)
    {
        var at = RecordedAt(start, i).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var id = 1000 + (i % Vehicles);
        return string.Create(CultureInfo.InvariantCulture,
            $$"""{"type":"vehicle.position.updated","vehicleId":{{id}},"vehicleName":"Van {{id}}","latitude":48.1486,"longitude":17.1077,"speed":42.5,"heading":90.0,"recordedAt":"{{at}}","receivedAt":"{{at}}","onlineState":"online"}""");
    }

    /// <summary>A machine on which each look at the clock, of which there are some per message, takes a millisecond.</summary>
    private sealed class SlowReaderTime : TimeProvider
    {
        [ThreadStatic]
        private static bool _looking;

        private long _ahead;

        public Action? Look { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime, period);

        public override long GetTimestamp()
        {
            if (Look is { } look && !_looking)
            {
                Interlocked.Add(ref _ahead, TimestampFrequency / 1000);
                Thread.SpinWait(500);
                _looking = true;
                look();
                _looking = false;
            }

            return System.GetTimestamp() + Interlocked.Read(ref _ahead);
        }
    }
}
