using DispatchMap.Core;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using DispatchMap.Tests.MyCarTracks;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Entry;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.People;
using DispatchMap.Web.Settings;
using DispatchMap.Web.Settings.Forms;
using DispatchMap.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DispatchMap.Tests.Web.Settings;

/// <summary>A process's settings as the product registers them. Two of them on one database are two processes.</summary>
internal sealed class SettingsKit : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IServiceScope _scope;

    public SettingsKit(string connection, string provider = "Sqlite", Role role = Role.Admin, params (string Key, string? Value)[] configuration)
    {
        var all = configuration.Append((DatabaseSettings.ProviderKey, provider)).Append((DatabaseSettings.ConnectionKey, connection));
        var root = new ConfigurationBuilder().AddInMemoryCollection(all.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))).Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace))
            .AddSingleton<IConfiguration>(root)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(new DemoMode(false));
        services.AddStorage(root);
        services.AddSettings(root);
        services.AddMyCarTracks();
        services.AddFeeds();
        services.AddDesk();
        services.AddEntry();
        services.AddScoped(_ => FakeSession.Viewer(role));
        _services = services.BuildServiceProvider();
        _scope = _services.CreateScope();
    }

    public SignalledTime Time { get; } = new(FleetKit.Noon);

    public LogSink Log { get; } = new();

    public SettingsStore Store => Of<SettingsStore>();

    public SettingsWatch Watch => Of<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<SettingsWatch>().Single();

    public ConnectionForm Form => Of<ConnectionForm>();

    public UpstreamConnection? Connection => Of<IUpstreamConnectionSource>().Current;

    public T Of<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public T Value<T>()
        where T : class => Of<IOptionsMonitor<T>>().CurrentValue;

    public static ConnectionDraft Draft(string id = "me", string? secret = "hush", string address = "https://vendor.test/v3", int seconds = 5) =>
        new(address, id, secret is null ? null : new Secret(secret), seconds, true, StreamFields.All);

    /// <summary>Looks at the database, as the program does now and then.</summary>
    public async Task<SettingsKit> ReadAsync()
    {
        _ = Watch;
        await Store.ReadAsync(TestContext.Current.CancellationToken).Soon();
        return this;
    }

    public Task<IReadOnlyList<string>> SaveAsync(ConnectionDraft draft) => Form.SaveAsync(draft, TestContext.Current.CancellationToken).Soon();

    public Task<List<AuditEntry>> AuditAsync() => Of<Database>().UseAsync(
        (db, stop) => db.Audit.OrderBy(entry => entry.Id).ToListAsync(stop), TestContext.Current.CancellationToken).Soon();

    public Task<int> RunAsync(FormattableString sql) => Of<Database>().UseAsync(
        (db, stop) => db.Database.ExecuteSqlInterpolatedAsync(sql, stop), TestContext.Current.CancellationToken).Soon();

    /// <summary>Waits until there is a connection.</summary>
    public async Task UntilConnectedAsync()
    {
        var source = Of<IUpstreamConnectionSource>();
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.Changed += () => connected.TrySetResult();
        if (source.Current is null)
            await connected.Task.Soon();
    }

    public async ValueTask DisposeAsync()
    {
        _scope.Dispose();
        await _services.DisposeAsync();
    }
}
