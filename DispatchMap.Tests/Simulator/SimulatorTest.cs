using DispatchMap.Simulator;
using DispatchMap.Simulator.Fleet;
using Xunit;

namespace DispatchMap.Tests.Simulator;

/// <summary>An emulator with an empty fleet, a clock that stands still, and a client that has signed in.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    private SimulatorServer? _server;
    private SimulatorClient? _client;

    protected static DateTimeOffset Start { get; } = new(2026, 6, 1, 14, 0, 0, TimeSpan.Zero);

    internal SignallingTime Time { get; } = new(Start);

    internal SimulatorServer Server => _server!;

    internal SimulatorClient Client => _client!;

    internal SimulatedFleet Fleet => Server.Fleet;

    protected virtual SimulatorOptions Options => new() { Fleet = FleetSource.Empty };

    public virtual async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(Options, Time, ct: TestContext.Current.CancellationToken).Soon();
        _client = new SimulatorClient(_server);
        await _client.SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync().AsTask().Soon();
        GC.SuppressFinalize(this);
    }
}
