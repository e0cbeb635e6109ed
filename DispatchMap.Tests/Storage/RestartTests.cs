using System.Text;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Groups;
using DispatchMap.Simulator;
using DispatchMap.Tests.Feeds;
using DispatchMap.Tests.MyCarTracks;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Tests.Storage;

/// <summary>The program as it registers itself, without its pages, on real sockets and a real database file, stopped and started again.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private static readonly SimulatorOptions Options = new()
    {
        ClientSecret = "canary-restart-secret", Fleet = FleetSource.Empty, Heartbeat = TimeSpan.FromSeconds(1),
    };

    private readonly TempFolder _folder = new();
    private readonly LogSink _log = new();
    private SimulatorServer _simulator = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorServer.StartAsync(Options, TimeProvider.System, ct: TestContext.Current.CancellationToken);
        _simulator.Fleet.AddGroup(10, "East");
        _simulator.Fleet.AddGroup(20, "West");
        foreach (var (id, group) in new[] { (1L, 10L), (2L, 10L), (3L, 20L) })
        {
            _simulator.Fleet.AddVehicle(id, $"Van {id}", groupIds: [group]);
            _simulator.Fleet.Report(id, 48 + id / 10.0, 17, 50, 90);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Restart_VendorDown_ShowsTheLastPositionsFrozenAndHealsWhenItIsBack()
    {
        var truth = await RunUntilLiveAsync();
        await _simulator.StopAsync();

        using var host = await StartAsync();
        var all = await AcquireAsync(host, Scope.All());
        var east = await AcquireAsync(host, Scope.OfGroups([10]));
        await FeedKit.UntilAsync(all, () => all.Status.Phase == FeedPhase.Interrupted && all.Fleet.Count == 3);
        await FeedKit.UntilAsync(east, () => east.Status.Phase == FeedPhase.Interrupted && east.Fleet.Count == 2);

        Assert.Equal((true, truth, truth), (all.Status.Frozen, all.Status.TruthAt, all.Fleet.VendorNow));
        Assert.All(all.Fleet.Listing().Rows, row => Assert.Equal(
            ($"Van {row.VehicleId}", 48 + row.VehicleId / 10.0, Connection.Live), (row.Name, row.Latitude, row.Connection)));
        Assert.Equal([1, 2], east.Fleet.Listing().Rows.Select(row => row.VehicleId));
        var groups = await host.Services.GetRequiredService<IGroupCatalog>().GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["East", "West"], groups.Groups.Select(group => group.Name));

        await _simulator.StartAsync(TestContext.Current.CancellationToken);
        _simulator.Fleet.Report(1, 50, 17, 50, 90);
        await FeedKit.UntilAsync(all, () => all.Status.Phase == FeedPhase.Live && all.Fleet.Find(1)!.Latitude == 50);
        await FeedKit.UntilAsync(east, () => east.Status.Phase == FeedPhase.Live && east.Fleet.Find(1)!.Latitude == 50);
        Assert.True(all.Fleet.VendorNow > truth);
        await host.StopAsync(TestContext.Current.CancellationToken).Soon();
    }

    [Fact]
    public async Task Start_DatabaseDamaged_MapRunsAndHealthSaysWhy()
    {
        await File.WriteAllTextAsync(_folder.File(), new string('x', 8192), TestContext.Current.CancellationToken);

        using var host = await StartAsync();
        var lease = await AcquireAsync(host, Scope.All());
        await FeedKit.UntilAsync(lease, () => lease.Status.Phase == FeedPhase.Live && lease.Fleet.Count == 3);

        var database = host.Services.GetRequiredService<Database>();
        await Assert.ThrowsAsync<StoreException>(() => database.PrepareAsync(TestContext.Current.CancellationToken).Soon());
        var check = await new DatabaseCheck(database).CheckHealthAsync(new(), TestContext.Current.CancellationToken);
        Assert.Contains("damaged", check.Description, StringComparison.Ordinal);
        await host.StopAsync(TestContext.Current.CancellationToken).Soon();
    }

    [Fact]
    public async Task Database_AfterASession_HoldsNoSecret()
    {
        await RunUntilLiveAsync();

        string[] secrets = [Options.ClientSecret, .. _simulator.Counters.Secrets];
        Assert.True(secrets.Length >= 3, "a client secret, an access token and a stream token were in play");
        var written = new StringBuilder(string.Join('\n', _log.Lines));
        foreach (var file in Directory.GetFiles(_folder.Path))
            written.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        var text = written.ToString();
        Assert.Contains("Van 1", text, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    /// <summary>Runs the program until everything is known, and stops it. Returns until when the vendor vouched for it.</summary>
    private async Task<DateTimeOffset?> RunUntilLiveAsync()
    {
        using var host = await StartAsync();
        await host.Services.GetRequiredService<IGroupCatalog>().GetAsync(TestContext.Current.CancellationToken);
        var lease = await AcquireAsync(host, Scope.All());
        await FeedKit.UntilAsync(lease, () => lease.Status.Phase == FeedPhase.Live && lease.Fleet.Count == 3);
        await host.StopAsync(TestContext.Current.CancellationToken).Soon();

        await using var kit = new StorageKit($"Data Source={_folder.File()}");
        var account = await kit.Database.UseAsync(
            (db, _) => Task.FromResult(db.Accounts.Single().Key), TestContext.Current.CancellationToken).Soon();
        var saved = Assert.Single((await kit.LoadAsync(account)).Truths).Value;
        Assert.True(lease.Status.TruthAt - saved < TimeSpan.FromSeconds(5), $"saved {saved:O}, told {lease.Status.TruthAt:O}");
        return saved;
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:DispatchMap"] = $"Data Source={_folder.File()}",
            ["DispatchMap:Upstream:BaseUrl"] = _simulator.BaseUrl.ToString(),
            ["DispatchMap:Upstream:TokenUrl"] = _simulator.TokenUrl.ToString(),
            ["DispatchMap:Upstream:ClientId"] = Options.ClientId,
            ["DispatchMap:Upstream:ClientSecret"] = Options.ClientSecret,
            ["DispatchMap:Upstream:AllowInsecureLoopback"] = "true",
            ["DispatchMap:Feeds:BackoffMax"] = "00:00:01",
        });
        builder.Logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddUpstream(DemoMode.Read(builder.Configuration, builder.Environment));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken).Soon();
        return host;
    }

    private static Task<IFeedLease> AcquireAsync(IHost host, Scope scope) =>
        host.Services.GetRequiredService<IFeedDirectory>().AcquireAsync(scope, TestContext.Current.CancellationToken);
}
