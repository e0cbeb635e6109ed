using System.Diagnostics.Metrics;
using DispatchMap.Core;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>The feeds as the product registers them, on real sockets to a simulator, with short times.</summary>
internal sealed class SocketKit : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services;
    private readonly Task _running;
    private double _latitude = 48;

    private SocketKit(SimulatorServer simulator, SimulatorOptions options, SocketSetup setup)
    {
        Simulator = simulator;
        Upstream = ConnectionTo(simulator, options.ClientId, options.ClientSecret);
        _services = Build(simulator, options, setup);
        Directory = _services.GetRequiredService<FeedDirectory>();
        _running = Directory.RunAsync(_stop.Token);
    }

    public SimulatorServer Simulator { get; }

    public FeedDirectory Directory { get; }

    /// <summary>The connection to the kit's own simulator.</summary>
    public UpstreamConnection Upstream { get; }

    public CountSignals Counts { get; } = new();

    /// <summary>Vehicles 1 and 2 in group 10, 3 in group 20, each with a position.</summary>
    public static async Task<SocketKit> StartAsync(TimeSpan? streamLifetime = null, SocketSetup? setup = null)
    {
        setup ??= new();
        var options = new SimulatorOptions
        {
            ClientSecret = setup.ClientSecret,
            Fleet = FleetSource.Empty,
            Heartbeat = setup.Heartbeat,
            // Only the test says when a vehicle goes offline.
            OfflineAfter = TimeSpan.FromDays(1),
            StreamLifetime = streamLifetime ?? TimeSpan.FromHours(1),
        };
        var kit = new SocketKit(
            await SimulatorServer.StartAsync(options, setup.VendorTime, ct: TestContext.Current.CancellationToken), options, setup);
        kit.Simulator.Fleet.AddGroup(10, "East");
        kit.Simulator.Fleet.AddGroup(20, "West");
        foreach (var (id, group) in new[] { (1L, 10L), (2L, 10L), (3L, 20L) })
        {
            kit.Simulator.Fleet.AddVehicle(id, $"Van {id}", groupIds: [group]);
            kit.Report(id);
        }

        return kit;
    }

    public static UpstreamConnection ConnectionTo(SimulatorServer simulator, string id, string secret) =>
        new(simulator.BaseUrl, simulator.TokenUrl, id, new Secret(secret), AllowInsecureLoopback: true);

    public async Task<IFeedLease> LiveAsync(Scope? scope = null)
    {
        var lease = await Directory.AcquireAsync(scope ?? Scope.All(), TestContext.Current.CancellationToken);
        await FeedKit.UntilAsync(lease, FeedPhase.Live);
        return lease;
    }

    /// <summary>The vendor receives a position of a vehicle, further north than any before. Returns where.</summary>
    public double Report(long id)
    {
        _latitude = Math.Round(_latitude + 0.001, 3);
        Simulator.Fleet.Report(id, _latitude, 17, 50, 90);
        return _latitude;
    }

    /// <summary>Waits until a vehicle is shown at a latitude, Live.</summary>
    public static Task UntilAtAsync(IFeedLease lease, long id, double latitude) => FeedKit.UntilAsync(
        lease, () => lease.Fleet.Find(id) is { Connection: Connection.Live } row && row.Latitude == latitude);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.Soon();
        await Simulator.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
        Counts.Dispose();
        _stop.Dispose();
    }

    private ServiceProvider Build(SimulatorServer simulator, SimulatorOptions options, SocketSetup setup) => Source(setup)
        .AddLogging(setup.Logging)
        .AddSingleton(setup.Time)
        .AddSingleton<IMeterFactory>(Counts)
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DispatchMap:Upstream:BaseUrl"] = simulator.BaseUrl.ToString(),
            ["DispatchMap:Upstream:TokenUrl"] = simulator.TokenUrl.ToString(),
            ["DispatchMap:Upstream:ClientId"] = options.ClientId,
            ["DispatchMap:Upstream:ClientSecret"] = options.ClientSecret,
            ["DispatchMap:Upstream:AllowInsecureLoopback"] = "true",
            ["DispatchMap:Feeds:SilenceAllowance"] = "00:00:00.5",
            ["DispatchMap:Feeds:BackoffFirst"] = "00:00:00.2",
            ["DispatchMap:Feeds:BackoffMax"] = "00:00:01",
            ["DispatchMap:Feeds:ShortestTerm"] = "00:00:01",
        }).AddInMemoryCollection(setup.Feeds.Select(setting => KeyValuePair.Create("DispatchMap:Feeds:" + setting.Key, setting.Value))).Build())
        .AddMyCarTracks()
        .AddFeeds()
        .BuildServiceProvider();

    private static IServiceCollection Source(SocketSetup setup) =>
        setup.Source is null ? new ServiceCollection() : new ServiceCollection().AddSingleton(setup.Source);
}
