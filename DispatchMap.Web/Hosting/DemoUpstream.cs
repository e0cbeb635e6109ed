using System.Security.Cryptography;
using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Simulator;

namespace DispatchMap.Web.Hosting;

/// <summary>
/// The simulated fleet: an emulator of the vendor's API on a loopback port of its own, spoken to over real HTTP and
/// WebSocket like the vendor. Nobody else gets in: its credentials are made up at every start.
/// </summary>
internal sealed class DemoUpstream(TimeProvider time, ILoggerFactory logging) : IHostedService, IUpstreamConnectionSource, IAsyncDisposable
{
    private readonly string _clientSecret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private SimulatorServer? _server;

    public event Action? Changed;

    public UpstreamConnection? Current { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Without /control: whoever may look at the demo may not break it.
        var options = new SimulatorOptions { ClientId = "demo", ClientSecret = _clientSecret, Control = false };
        _server = await SimulatorServer.StartAsync(options, time, logging, cancellationToken);
        Current = new(_server.BaseUrl, _server.TokenUrl, options.ClientId, new Secret(_clientSecret), AllowInsecureLoopback: true);
        Changed?.Invoke();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
