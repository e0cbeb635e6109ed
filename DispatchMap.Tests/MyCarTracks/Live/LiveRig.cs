using DispatchMap.Core.Feeds;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Check;
using DispatchMap.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks.Live;

/// <summary>The real client against the emulated vendor, over real sockets, both on one clock that moves by hand.</summary>
internal sealed class LiveRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private LiveRig(SimulatorServer vendor, QuickClock time, LogSink log, SimulatorOptions options)
    {
        (Vendor, Time, Log) = (vendor, time, log);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DispatchMap:Upstream:BaseUrl"] = vendor.BaseUrl.AbsoluteUri,
            ["DispatchMap:Upstream:TokenUrl"] = vendor.TokenUrl.AbsoluteUri,
            ["DispatchMap:Upstream:ClientId"] = options.ClientId,
            ["DispatchMap:Upstream:ClientSecret"] = options.ClientSecret,
            ["DispatchMap:Upstream:AllowInsecureLoopback"] = "true",
        });
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration.Build())
            .AddSingleton<TimeProvider>(time)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddMyCarTracks()
            .BuildServiceProvider();
        Connection = _services.GetRequiredService<IUpstreamConnectionSource>().Current!;
        Client = _services.GetRequiredService<IMyCarTracksClients>().Of(Connection);
        Groups = new GroupCatalog(Client, new FeedOptions().GroupsMaxAge, time);
        Check = _services.GetRequiredService<IConnectionCheck>();
    }

    public SimulatorServer Vendor { get; }

    public QuickClock Time { get; }

    public LogSink Log { get; }

    public IMyCarTracksClient Client { get; }

    public IGroupCatalog Groups { get; }

    public IConnectionCheck Check { get; }

    public UpstreamConnection Connection { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LiveRig> StartAsync(SimulatorOptions? options = null)
    {
        var time = new QuickClock();
        options ??= new SimulatorOptions();
        return new LiveRig(await SimulatorServer.StartAsync(options, time, ct: Cancel), time, new LogSink(), options);
    }

    /// <summary>A stream of everything, connected, its <c>connected</c> event read.</summary>
    public async Task<(IStreamSession Session, IAsyncEnumerator<StreamEvent> Events)> ConnectAsync()
    {
        var stream = await Client.CreateStreamAsync(Core.Feeds.Scope.All(), Cancel).Soon();
        var session = await Client.ConnectAsync(stream, Cancel).Soon();
        var events = session.ReadAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await events.MoveNextAsync().AsTask().Soon());
        Assert.Equal(new StreamEvent(StreamEventKind.Connected, Code: stream.StreamId), events.Current);
        return (session, events);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Vendor.DisposeAsync();
    }
}
