using System.Collections.Concurrent;
using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DispatchMap.Tests.Simulator;

public sealed class LogTests
{
    [Fact]
    public async Task Logs_AtTrace_HoldNoSecretTokenOrAddress()
    {
        var lines = new Lines();
        using var logging = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(lines));
        var options = new SimulatorOptions { Fleet = FleetSource.Empty, ClientSecret = "canary-secret" };
        string token;
        Uri address;
        await using (var server = await SimulatorServer.StartAsync(options, TimeProvider.System, logging, TestContext.Current.CancellationToken).Soon())
        {
            using var client = new SimulatorClient(server);
            token = await client.SignInAsync("canary-secret");
            address = await client.CreatedUrlAsync();
            using var stream = await StreamClient.ConnectAsync(address);
            await stream.NextAsync();
            server.Faults.Fail(ApiCall.Vehicles, HttpFault.Status(401));
            await client.GetAsync("/vehicles");
            server.Faults.RevokeToken();
            await client.GetAsync("/vehicles/lastPositions");
            server.Faults.DropSockets();
            await server.Counters.WhenAsync(counters => counters.OpenSockets == 0).Soon();
        }

        Assert.Contains(lines.All, line => line.Contains("opened", StringComparison.Ordinal));
        foreach (var secret in (string[])["canary-secret", token, address.Query[7..], "token="])
            Assert.DoesNotContain(lines.All, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
