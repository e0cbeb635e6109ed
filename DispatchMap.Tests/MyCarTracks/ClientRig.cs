using System.Diagnostics.CodeAnalysis;
using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Core.MyCarTracks.Rest;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks;

/// <summary>The real client as the application registers it, on a vendor, a clock and a log of ours.</summary>
internal sealed class ClientRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="settings">Configuration; without any the request budget bothers nobody.</param>
    public ClientRig(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("DispatchMap:Upstream:RequestBudget", (string?)"100000")])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration.Build())
            .AddSingleton<TimeProvider>(Time)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddMyCarTracks();
        services.AddHttpClient(UpstreamHttp.ClientName).ConfigurePrimaryHttpMessageHandler(() => Vendor);
        _services = services.BuildServiceProvider();
        Current = Connection();
    }

    public QuickClock Time { get; } = new();

    public FakeVendor Vendor { get; } = new();

    public LogSink Log { get; } = new();

    /// <summary>The client of <see cref="Current"/>.</summary>
    public IMyCarTracksClient Client { get; private set; }

    public IConnectionCheck Check => _services.GetRequiredService<IConnectionCheck>();

    public UpstreamConnection? Current
    {
        get;
        [MemberNotNull(nameof(Client))]
        set => Client = _services.GetRequiredService<IMyCarTracksClients>().Of(field = value);
    }

    public RequestBudget Budget => _services.GetRequiredService<RequestBudgets>().Of(Current!);

    public static UpstreamConnection Connection(string id = "client-1") =>
        new(new Uri("https://vendor.test/services/rest/v3"), new Uri("https://vendor.test/oauth/token"), id, new Secret("hush"));

    public static async Task<UpstreamException> FailsAsync<T>(Task<T> task) =>
        await Assert.ThrowsAsync<UpstreamException>(() => task.Soon());

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
