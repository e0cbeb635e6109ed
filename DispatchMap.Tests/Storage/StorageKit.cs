using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using DispatchMap.Tests.MyCarTracks;
using DispatchMap.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Storage;

/// <summary>A process's storage as the product registers it. Two of them on one database are two processes.</summary>
internal sealed class StorageKit : IAsyncDisposable
{
    public const string Account = "0123456789abcdef0123456789abcdef";

    private readonly ServiceProvider _services;

    public StorageKit(string connection, string provider = "Sqlite", DateTimeOffset? now = null)
    {
        Time = new(now ?? FleetKit.Noon);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace))
            .AddSingleton<TimeProvider>(Time);
        services.AddStorage(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [DatabaseSettings.ProviderKey] = provider,
            [DatabaseSettings.ConnectionKey] = connection,
        }).Build());
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; }

    public LogSink Log { get; } = new();

    public Database Database => _services.GetRequiredService<Database>();

    public ILastPositions Store => _services.GetRequiredService<ILastPositions>();

    public static KnownVehicle Vehicle(long id, double seconds = 0, string? name = null, double latitude = 48) =>
        new(new(id, name ?? $"Van {id}", Report: FleetKit.Report(id, seconds, latitude: latitude)));

    public Task SaveAsync(params KnownVehicle[] vehicles) => SaveAsync(Changes(vehicles));

    public Task SaveAsync(FleetChanges changes, string account = Account) =>
        Store.SaveAsync(account, changes, TestContext.Current.CancellationToken).Soon();

    public Task<KnownFleet> LoadAsync(string account = Account) => Store.LoadAsync(account, TestContext.Current.CancellationToken).Soon();

    public static FleetChanges Changes(IReadOnlyList<KnownVehicle> vehicles, IReadOnlyList<KnownVehicle>? gone = null) =>
        new(vehicles, gone ?? [], null, new Dictionary<string, DateTimeOffset>());

    public Task<int> RunAsync(FormattableString sql) => Database.UseAsync(
        (db, stop) => db.Database.ExecuteSqlInterpolatedAsync(sql, stop), TestContext.Current.CancellationToken).Soon();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
