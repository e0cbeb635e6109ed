using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Tests.Feeds;
using Xunit;

namespace DispatchMap.Tests.Faults;

/// <summary>One fault at one moment of a feed's life, on real sockets, and all that has to hold before, in it and after.</summary>
internal sealed class FaultCase : IAsyncDisposable
{
    private static readonly TimeSpan RotatedLifetime = TimeSpan.FromSeconds(3);

    /// <summary>A socket that was left open is closed by the vendor some seconds after its stream has expired.</summary>
    private static readonly TimeSpan SoonerThanLeft = TimeSpan.FromSeconds(3);

    /// <summary>A step of time after which a vehicle that reports at once is still Live.</summary>
    private static readonly TimeSpan Stride = TimeSpan.FromSeconds(25);

    private readonly Fault _fault;
    private readonly Moment _moment;
    private readonly MatrixClock _clock;
    private readonly Canary _canary;
    private readonly SocketKit _kit;
    private readonly HashSet<(long Id, double Latitude)> _reported = [];
    private IFeedLease _lease = null!;
    private FleetWatch _watch = null!;

    private FaultCase(Fault fault, Moment moment, MatrixClock clock, Canary canary, SocketKit kit)
    {
        (_fault, _moment, _clock, _canary, _kit) = (fault, moment, clock, canary, kit);
        foreach (var vehicle in kit.Simulator.Fleet.Vehicles)
            _reported.Add((vehicle.Id, vehicle.LastPosition!.Value.Latitude));
    }

    private SimulatorServer Vendor => _kit.Simulator;

    private SimulatorCounters Counters => _kit.Simulator.Counters;

    public static async Task RunAsync(Fault fault, Moment moment)
    {
        using var canary = new Canary();
        var clock = new MatrixClock();
        var setup = new SocketSetup
        {
            Time = clock.Ours,
            VendorTime = clock.Vendors,
            ClientSecret = Canary.ClientSecret,
            Logging = canary.Record,
            Feeds =
            {
                ["Linger"] = "00:00:00",
                ["PublishInterval"] = "00:00:00.02",
                ["BackoffFirst"] = "00:00:00.1",
                ["BackoffMax"] = "00:00:00.5",
                // Where the stream comes back at once, a busy machine must not make an interruption of it.
                ["ConnectTimeout"] = fault.Severs && !fault.EndsSockets ? "00:00:02" : "00:00:10",
                ["SilenceAllowance"] = fault.Severs ? "00:00:00.5" : "00:01:00",
                ["Blink"] = fault.Severs ? "00:00:00.2" : "00:00:05",
            },
        };
        await using var test = new FaultCase(
            fault, moment, clock, canary, await SocketKit.StartAsync(streamLifetime: TimeSpan.FromDays(1), setup: setup));
        await test.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _clock.Release();
        await Vendor.StartAsync();
        await _kit.DisposeAsync();
    }

    private async Task RunAsync()
    {
        await ReachAndInjectAsync();
        if (_fault.Severs)
            await OutageAsync();
        else
            await TroubleAsync();
        await HealAsync();
        await RecoveredAsync();
        await EndAsync();
    }

    private async Task ReachAndInjectAsync()
    {
        switch (_moment)
        {
            case Moment.Seeding when !_fault.Strikes:
                await _fault.Inject(Vendor);
                await AcquireAsync();
                await MetAsync(1);
                break;
            case Moment.Seeding:
                Vendor.Faults.Fail(ApiCall.LastPositions, HttpFault.Slow(MatrixClock.Held), times: 1);
                await AcquireAsync();
                await Counters.WhenAsync(counters => counters.OpenSockets == 1 && counters.Requests(ApiCall.LastPositions) == 1).Soon();
                Assert.Equal(FeedPhase.Seeding, _lease.Status.Phase);
                await InjectAsync(release: true);
                break;
            case Moment.Connecting when _fault.Strikes:
                Vendor.Faults.Silent = true;
                await AcquireAsync();
                await FeedKit.UntilAsync(_lease, FeedPhase.Connecting);
                await Counters.WhenAsync(counters => counters.OpenSockets == 1).Soon();
                Vendor.Faults.Silent = false;
                await _fault.Inject(Vendor);
                break;
            case Moment.Connecting when _fault.Call == ApiCall.Vehicles:
                // They are read right after the positions, and then not again for a minute.
                Vendor.Faults.Fail(ApiCall.CreateStream, HttpFault.Slow(MatrixClock.Held), times: 1);
                await _fault.Inject(Vendor);
                await AcquireAsync();
                await FeedKit.UntilAsync(_lease, FeedPhase.Connecting);
                await MetAsync(1);
                await _clock.HoldingAsync().Soon();
                _clock.Release();
                break;
            case Moment.Connecting:
                Vendor.Faults.Fail(ApiCall.CreateStream, HttpFault.Slow(MatrixClock.Held), times: 1);
                await AcquireAsync();
                await FeedKit.UntilAsync(_lease, FeedPhase.Connecting);
                if (_fault is { Call: ApiCall.CreateStream, Severs: false })
                {
                    // The request that is held will be the one to meet it.
                    await _clock.HoldingAsync().Soon();
                    await _fault.Inject(Vendor);
                    _clock.Release();
                    break;
                }

                await InjectAsync(release: _fault.Call != ApiCall.CreateStream);
                break;
            case Moment.Live:
                await LiveAsync();
                if (_fault.Strikes || _fault.OnlyMessages)
                {
                    await _fault.Inject(Vendor);
                    break;
                }

                await InjectAsync(cut: true);
                break;
            case Moment.Rotating when _fault.Call == ApiCall.CreateStream:
                await LiveAsync(RotatedLifetime);
                await InjectAsync();
                if (_fault.Severs)
                    Vendor.Faults.DropSockets();
                else
                    await Counters.WhenAsync(counters => counters.SocketsOpened >= 2).Soon();
                break;
            default:
                await LiveAsync(RotatedLifetime);
                Vendor.Faults.Fail(ApiCall.CreateStream, HttpFault.Slow(MatrixClock.Held), times: 1);
                await Counters.WhenAsync(counters => counters.Requests(ApiCall.CreateStream) == 2).Soon();
                Assert.Equal(1, Counters.OpenSockets);
                await InjectAsync(release: true);
                if (_fault.Severs && !_fault.Strikes)
                    Vendor.Faults.DropSockets();
                break;
        }
    }

    private async Task AcquireAsync()
    {
        var scope = _fault.Call == ApiCall.Groups ? Scope.OfGroups([10, 20]) : Scope.All();
        _lease = await _kit.Directory.AcquireAsync(scope, CancellationToken.None);
        _watch = new(_lease, _canary);
    }

    private async Task LiveAsync(TimeSpan? lifetime = null)
    {
        Vendor.Faults.StreamLifetime = lifetime;
        await AcquireAsync();
        await FeedKit.UntilAsync(_lease, FeedPhase.Live);
        await _kit.Counts.CountedAsync("seeds complete", 2);
        Vendor.Faults.StreamLifetime = null;
        await AgeAsync(_fault.Call switch
        {
            ApiCall.Groups => new FeedOptions().GroupsMaxAge,
            ApiCall.Vehicles => AccountLists.VehiclesMaxAge,
            _ => TimeSpan.Zero,
        });
    }

    /// <summary>Lets time pass, while all vehicles report, until a list that is kept for so long has to be read again.</summary>
    private async Task AgeAsync(TimeSpan age)
    {
        for (var passed = TimeSpan.Zero; passed < age; passed += Stride)
        {
            _clock.Jump(Stride);
            ReportAll();
            await UpToDateAsync();
        }
    }

    /// <summary>Injects, and waits until somebody has met it.</summary>
    /// <param name="release">Lets the request go on that the vendor holds, or is about to hold.</param>
    private async Task InjectAsync(bool release = false, bool cut = false)
    {
        if (release)
            await _clock.HoldingAsync().Soon();
        var before = _fault.Call is { } call ? Counters.Requests(call) : 0;
        await _fault.Inject(Vendor);
        if (release)
            _clock.Release();
        if (cut)
            Vendor.Faults.DropSockets();
        await MetAsync(before + 1);
    }

    private Task MetAsync(long requests) =>
        _fault.Call is { } call ? Counters.WhenAsync(counters => counters.Requests(call) >= requests).Soon() : Task.CompletedTask;

    /// <summary>Nothing comes through. While everything stands still an hour passes, in which the vehicles drive on.</summary>
    private async Task OutageAsync()
    {
        await FeedKit.UntilAsync(_lease, _fault.Blocks ? FeedPhase.Blocked : FeedPhase.Interrupted);
        Assert.False(string.IsNullOrWhiteSpace(_lease.Status.Reason));
        Assert.True(_lease.Status.TruthAt is not { } truth || _lease.Fleet.VendorNow <= truth, "the clock of readers stands still");
        _clock.Jump(TimeSpan.FromHours(1));
        ReportAll();
        Assert.True(_lease.Status.Frozen);
    }

    /// <summary>Things go wrong, and the vehicles drive on.</summary>
    private async Task TroubleAsync()
    {
        Report(1);
        if (_fault.OnlyMessages || _fault.Call is ApiCall.CreateStream)
        {
            await FeedKit.UntilAsync(_lease, FeedPhase.Live);
            await UpToDateAsync();
            // Vendors quote what they were given.
            Vendor.Faults.SendError("position_check_failed", Counters.Secrets[^1]);
            Report(2);
            await UpToDateAsync();
        }

        var opened = Counters.SocketsOpened;
        await Counters.WhenAsync(counters => counters.SocketsOpened >= opened + _fault.Streams).Soon();
    }

    private async Task HealAsync()
    {
        Vendor.Faults.Clear();
        await _fault.Heal(Vendor);
        _clock.Release();
        if (_fault.Blocks)
            _lease.RetryNow();
    }

    private async Task RecoveredAsync()
    {
        await FeedKit.UntilAsync(_lease, FeedPhase.Live);
        Assert.Null(_lease.Status.Reason);
        await UpToDateAsync();
        ReportAll();
        await UpToDateAsync();
        await Counters.WhenAsync(counters => counters.OpenSockets == 1).WaitAsync(SoonerThanLeft);
        Assert.Equal(FeedPhase.Live, _lease.Status.Phase);
    }

    /// <summary>Lets go of the feed and looks for what it left, while the program goes on.</summary>
    private async Task EndAsync()
    {
        var counts = Assert.Single(_kit.Directory.Feeds).Counts;
        await _lease.DisposeAsync();
        await _watch.EndAsync(_reported);
        await Counters.WhenAsync(counters => counters.OpenSockets == 0).WaitAsync(SoonerThanLeft);
        await _clock.IdleAsync().Soon();
        Assert.Equal((0, 0), (_kit.Directory.FeedCount, _kit.Directory.LeaseCount));
        _canary.AssertSilent(Counters);

        if (!_fault.Severs && _moment is Moment.Live or Moment.Rotating)
            Assert.False(_canary.Entered(FeedPhase.Interrupted), "nobody need know of it");
        if (_fault.OnlyMessages)
            Assert.Empty(counts.Reconnects);
        if (_moment == Moment.Rotating && !_fault.Severs && _fault.Call != ApiCall.CreateStream)
            Assert.Equal(1, counts.Rotations);
    }

    private Task UpToDateAsync() => FeedKit.UntilAsync(_lease, () => Vendor.Fleet.Vehicles.All(vehicle =>
        vehicle.LastPosition is { } last
        && _lease.Fleet.Find(vehicle.Id) is { Connection: Connection.Live } row
        && (row.Latitude, row.Longitude, row.SpeedKmh, row.HeadingDegrees) == (last.Latitude, last.Longitude, last.SpeedKmh, last.HeadingDegrees)
        && (row.RecordedAt - last.RecordedAt)?.Duration() < TimeSpan.FromMilliseconds(1)));

    private void ReportAll()
    {
        foreach (var vehicle in Vendor.Fleet.Vehicles)
            Report(vehicle.Id);
    }

    private void Report(long id) => _reported.Add((id, _kit.Report(id)));
}
