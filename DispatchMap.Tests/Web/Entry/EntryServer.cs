using System.Net;
using DispatchMap.Tests.EndToEnd;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.Components;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Tests.Web.Entry;

/// <summary>The product without a network, for whoever comes in by its pages; passwords are hashed quickly and counted.</summary>
internal sealed class EntryServer : WebApplicationFactory<App>, IStartupFilter
{
    public const string Email = "admin@example.com";
    public const string Password = "a long enough secret";

    private readonly TempFolder? _own;
    private readonly string _database;
    private readonly Dictionary<string, string> _settings;

    private EntryServer(TempFolder? own, string database, IEnumerable<(string Key, string Value)> settings)
    {
        (_own, _database) = (own, database);
        _settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        ClientOptions.BaseAddress = new("https://localhost");
        using (Token = ConsoleToken.Capture())
            Start();
    }

    public RecordedLog Log { get; } = new();

    public CountingHasher Hasher { get; } = new();

    /// <summary>Where visitors come from.</summary>
    public IPAddress? Remote { get; set; } = IPAddress.Loopback;

    public ConsoleToken Token { get; }

    /// <summary>One with an admin.</summary>
    public static EntryServer Ready(params (string Key, string Value)[] settings) => Of(
        [("DispatchMap:Setup:AdminEmail", Email), ("DispatchMap:Setup:AdminPassword", Password), .. settings]);

    /// <summary>One that nobody has set up.</summary>
    public static EntryServer Of(params (string Key, string Value)[] settings)
    {
        var folder = new TempFolder();
        return new(folder, folder.File(), settings);
    }

    /// <summary>One on a database that outlives it.</summary>
    public static EntryServer On(string database, params (string Key, string Value)[] settings) => new(null, database, settings);

    public HttpClient Visit() => CreateClient();

    /// <summary>Works on users behind everybody's back.</summary>
    public Task<T> UsersAsync<T>(Func<UserManager<User>, Task<T>> work) =>
        Services.GetRequiredService<UserWork>().UseAsync(work, TestContext.Current.CancellationToken).Soon();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, after) =>
        {
            context.Connection.RemoteIpAddress = Remote;
            return after(context);
        });
        next(app);
    };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("DispatchMap:Map:TileUrl", "");
        builder.UseSetting("DispatchMap:Demo", "false");
        builder.UseSetting("ConnectionStrings:DispatchMap", $"Data Source={_database}");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IPasswordHasher<User>>(Hasher);
            services.AddSingleton<IStartupFilter>(this);
        });
    }

    private void Start()
    {
        try
        {
            StartServer();
        }
        catch (ObjectDisposedException)
        {
            // The factory looked for a program that had given up already. Why is what that logged.
            throw new InvalidOperationException(string.Join('\n', Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal))));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _own?.Dispose();
    }
}
