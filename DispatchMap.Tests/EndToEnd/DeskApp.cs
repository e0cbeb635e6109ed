using DispatchMap.Simulator;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>The whole product on a real port, looking at a simulator on another.</summary>
internal sealed class DeskApp : WebApplicationFactory<App>
{
    public const string AdminEmail = "admin@example.com";
    public const string AdminPassword = "a long enough password";

    private readonly TempFolder _data = new();
    private readonly Dictionary<string, string?> _settings;
    private readonly string _environment;
    private readonly Action<IWebHostBuilder>? _configure;

    private DeskApp(Dictionary<string, string?> settings, string environment = "Development", Action<IWebHostBuilder>? configure = null)
    {
        (_settings, _environment, _configure) = (settings, environment, configure);
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    public RecordedLog Log { get; } = new();

    public static DeskApp LookingAt(SimulatorServer simulator) => LookingAt(simulator, new());

    public static DeskApp LookingAt(SimulatorServer simulator, SimulatorOptions options) => new(new()
    {
        ["DispatchMap:Demo"] = "false",
        ["DispatchMap:Upstream:BaseUrl"] = simulator.BaseUrl.ToString(),
        ["DispatchMap:Upstream:TokenUrl"] = simulator.TokenUrl.ToString(),
        ["DispatchMap:Upstream:ClientId"] = options.ClientId,
        ["DispatchMap:Upstream:ClientSecret"] = options.ClientSecret,
        ["DispatchMap:Upstream:AllowInsecureLoopback"] = "true",
    });

    /// <summary>Without a fleet, and with a log of all that the framework has to say.</summary>
    public static DeskApp Unconfigured() => new(new()
    {
        ["DispatchMap:Demo"] = "false",
        ["DispatchMap:Upstream:AllowInsecureLoopback"] = "true",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
    });

    /// <summary>With the demo's fleet, and with the map that the program has of itself: for pages that are kept from fetching its tiles.</summary>
    public static DeskApp WithOwnMap() => new(new() { ["DispatchMap:Demo"] = "true", ["DispatchMap:Map:TileUrl"] = null });

    /// <summary>Without a fleet, with these settings.</summary>
    public static DeskApp With(params (string Key, string Value)[] settings) =>
        new(settings.Append(("DispatchMap:Demo", "false")).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2));

    /// <summary>Without a fleet, as its people run it.</summary>
    public static DeskApp InProduction(Action<IWebHostBuilder>? configure = null, params (string Key, string Value)[] settings) => new(
        settings.Append(("DispatchMap:Demo", "false")).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2), "Production", configure);

    public static DeskApp WithDemo(Action<IWebHostBuilder>? configure = null, params (string Key, string Value)[] settings) => new(
        settings.Append(("DispatchMap:Demo", "true")).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2), configure: configure);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        // No test reaches beyond this machine: without a tile address the built-in outline map is all there is.
        if (!_settings.ContainsKey("DispatchMap:Map:TileUrl"))
            builder.UseSetting("DispatchMap:Map:TileUrl", "");
        builder.UseSetting("ConnectionStrings:DispatchMap", $"Data Source={_data.File()}");
        builder.UseSetting("DispatchMap:Setup:AdminEmail", AdminEmail);
        builder.UseSetting("DispatchMap:Setup:AdminPassword", AdminPassword);
        foreach (var (key, value) in _settings.Where(setting => setting.Value is not null)) builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        _configure?.Invoke(builder);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Dispose();
    }
}
