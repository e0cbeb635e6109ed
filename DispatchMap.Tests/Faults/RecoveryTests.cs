using System.Globalization;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Feeds;
using Xunit;

namespace DispatchMap.Tests.Faults;

/// <summary>
/// How soon feeds are back, with the product's own times, heartbeats of 5 s and real sockets. What takes minutes runs on a clock
/// that is faster than the real one, unless <c>DISPATCHMAP_REALTIME</c> is 1.
/// </summary>
public sealed class RecoveryTests
{
    private static readonly bool RealTime = Environment.GetEnvironmentVariable("DISPATCHMAP_REALTIME") == "1";
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Socket_Dropped_IsLiveAgainWithThePositionsWithin3Seconds()
    {
        var clock = TimeProvider.System;
        var times = await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => BackAfterAsync()));

        Array.Sort(times);
        TestContext.Current.SendDiagnosticMessage(string.Join(" ", times));
        Assert.InRange(times[times.Length / 2], TimeSpan.Zero, TimeSpan.FromSeconds(3));

        async Task<TimeSpan> BackAfterAsync()
        {
            await using var kit = await StartAsync(clock);
            var lease = await kit.LiveAsync();
            await kit.Counts.CountedAsync("seeds complete", 2);
            var start = clock.GetTimestamp();
            kit.Simulator.Faults.DropSockets();
            var latitude = kit.Report(1);
            await SocketKit.UntilAtAsync(lease, 1, latitude);
            await kit.Simulator.Counters.WhenAsync(counters => counters.SocketsOpened == 2).Soon();
            await SocketKit.UntilAtAsync(lease, 2, kit.Report(2));
            Assert.Equal(FeedPhase.Live, lease.Status.Phase);
            return clock.GetElapsedTime(start);
        }
    }

    [Fact]
    public async Task Socket_HalfOpen_IsNoticedWithinTwoHeartbeatsAnd5Seconds()
    {
        var clock = new FastClock(RealTime ? 1 : 5);
        await using var kit = await StartAsync(clock);
        var lease = await kit.LiveAsync();
        await kit.Counts.CountedAsync("seeds complete", 2);

        var start = clock.GetTimestamp();
        kit.Simulator.Faults.Silent = true;
        await kit.Counts.CountedAsync("reconnects silent", 1);
        var noticed = clock.GetElapsedTime(start);
        kit.Simulator.Faults.Silent = false;
        TestContext.Current.SendDiagnosticMessage(noticed.ToString());

        // A second for a busy machine, whose delays count several times on a fast clock.
        Assert.InRange(noticed, Heartbeat, 2 * Heartbeat + TimeSpan.FromSeconds(5 + 1));
        await SocketKit.UntilAtAsync(lease, 1, kit.Report(1));
    }

    [Fact]
    public async Task Vendor_Down5Minutes_IsLiveWithin60SecondsOfItsReturnAndRightAtOnce()
    {
        var speed = RealTime ? 1 : 30;
        var times = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => BackAfterAsync(new(speed))));

        Array.Sort(times);
        TestContext.Current.SendDiagnosticMessage(string.Join(" ", times));
        Assert.InRange(times[1], TimeSpan.Zero, TimeSpan.FromSeconds(60));

        async Task<TimeSpan> BackAfterAsync(FastClock clock)
        {
            await using var kit = await StartAsync(clock);
            var lease = await kit.LiveAsync();
            await kit.Simulator.StopAsync();
            await FeedKit.UntilAsync(lease, FeedPhase.Interrupted);
            var known = Connections();
            await Task.Delay(TimeSpan.FromMinutes(5), clock, TestContext.Current.CancellationToken);
            Assert.Equal(FeedPhase.Interrupted, lease.Status.Phase);
            Assert.Equal(known, Connections());
            Assert.All(known, connection => Assert.NotEqual(Connection.Stale, connection));

            var latitude = kit.Report(1);
            await kit.Simulator.StartAsync(TestContext.Current.CancellationToken);
            var returned = clock.GetTimestamp();
            await UntilLiveAsync(lease);
            var back = clock.GetElapsedTime(returned);
            Assert.Equal((Connection.Live, latitude), (lease.Fleet.Find(1)!.Connection, lease.Fleet.Find(1)!.Latitude));
            Assert.Equal(Connection.Stale, lease.Fleet.Find(2)!.Connection);
            return back;

            IEnumerable<Connection> Connections() => [.. lease.Fleet.Listing().Rows.Select(row => row.Connection)];
        }
    }

    /// <summary>Waits longer than tests do otherwise, but not for ever.</summary>
    private static async Task UntilLiveAsync(IFeedLease lease)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(RealTime ? 3 : 1), TimeProvider.System);
        for (var version = lease.Fleet.Version; lease.Status.Phase != FeedPhase.Live; version = lease.Fleet.Version)
            await lease.WaitForChangeAsync(version, limit.Token);
    }

    private static Task<SocketKit> StartAsync(TimeProvider clock)
    {
        var product = new FeedOptions();
        return SocketKit.StartAsync(setup: new SocketSetup
        {
            Time = clock,
            VendorTime = clock,
            Heartbeat = Heartbeat,
            Feeds =
            {
                [nameof(product.SilenceAllowance)] = Text(product.SilenceAllowance),
                [nameof(product.BackoffFirst)] = Text(product.BackoffFirst),
                [nameof(product.BackoffMax)] = Text(product.BackoffMax),
                [nameof(product.ShortestTerm)] = Text(product.ShortestTerm),
            },
        });

        static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
    }
}
