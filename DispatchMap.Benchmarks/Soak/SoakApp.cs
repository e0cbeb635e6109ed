using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>The application side as the product registers it, with a lease of each scope.</summary>
internal sealed class SoakApp : IAsyncDisposable
{
    /// <summary>
    /// What differs from the product's defaults, because trouble comes every few seconds instead of once a day. The report
    /// names it.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string?> Differences = new Dictionary<string, string?>
    {
        ["DispatchMap:Feeds:BackoffMax"] = "00:00:10",
        ["DispatchMap:Feeds:BackoffResetAfter"] = "00:00:05",
        ["DispatchMap:Feeds:BlockedProbe"] = "00:00:10",
        ["DispatchMap:Feeds:SecondStreamRetry"] = "00:00:10",
        ["DispatchMap:Feeds:GroupsMaxAge"] = "00:00:15",
        ["DispatchMap:Upstream:RequestBudget"] = "1000000",
        ["DispatchMap:Freshness:Live"] = SoakOptions.Live.ToString("c"),
        ["DispatchMap:Freshness:Delayed"] = SoakOptions.Delayed.ToString("c"),
        ["DispatchMap:Freshness:Stale"] = SoakOptions.Stale.ToString("c"),
    };

    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services;
    private readonly Task _running;

    private SoakApp(SimulatorServer simulator, SimulatorOptions options, Findings findings)
    {
        var settings = new Dictionary<string, string?>(Differences)
        {
            ["DispatchMap:Upstream:BaseUrl"] = simulator.BaseUrl.ToString(),
            ["DispatchMap:Upstream:TokenUrl"] = simulator.TokenUrl.ToString(),
            ["DispatchMap:Upstream:ClientId"] = options.ClientId,
            ["DispatchMap:Upstream:ClientSecret"] = options.ClientSecret,
            ["DispatchMap:Upstream:AllowInsecureLoopback"] = "true",
        };
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(new FaultLog(findings)))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddMyCarTracks()
            .AddFeeds()
            .BuildServiceProvider();
        Directory = _services.GetRequiredService<FeedDirectory>();
        _running = Directory.RunAsync(_stop.Token);
    }

    public FeedDirectory Directory { get; }

    public List<IFeedLease> Leases { get; } = [];

    public static async Task<SoakApp> StartAsync(
        SimulatorServer simulator, SimulatorOptions options, IReadOnlyList<Scope> scopes, Findings findings, CancellationToken stop)
    {
        var app = new SoakApp(simulator, options, findings);
        foreach (var scope in scopes)
            app.Leases.Add(await app.Directory.AcquireAsync(scope, stop));
        return app;
    }

    /// <summary>How often the streams of a feed have said <c>connected</c>, by scope key.</summary>
    public Dictionary<string, long> Connects() => Directory.Feeds.ToDictionary(
        feed => feed.Scope.Key, feed => feed.Counts.Events.GetValueOrDefault("connected"), StringComparer.Ordinal);

    /// <summary>Stops the feeds; returns when all have stopped.</summary>
    public async Task StopAsync()
    {
        foreach (var lease in Leases)
            await lease.DisposeAsync();
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _stop.Dispose();
    }
}
