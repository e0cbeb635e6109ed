using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace DispatchMap.Simulator.CommandLine;

/// <summary>The console program: <c>dotnet run --project DispatchMap.Simulator -- --help</c>.</summary>
internal static class SimulatorCommand
{
    private const int Failed = 1;

    public static RootCommand Create()
    {
        var port = new Option<int>("--port") { Description = "TCP port on 127.0.0.1; 0 takes any free one", DefaultValueFactory = _ => 5090 };
        var vehicles = new Option<int?>("--vehicles") { Description = "That many vehicles over central Europe, 0 to 100000, instead of the demo fleet" };
        var replay = new Option<FileInfo?>("--replay") { Description = "Recorded trips instead: a CSV file with the columns vehicle, timestamp, latitude, longitude" };
        var seed = new Option<int>("--seed") { Description = "Same seed, same fleet", DefaultValueFactory = _ => 1 };
        var clientId = new Option<string>("--client-id") { Description = "The client id to accept", DefaultValueFactory = _ => "demo-client" };
        var clientSecret = new Option<string>("--client-secret") { Description = "Its secret; the default is a demo value", DefaultValueFactory = _ => "demo-secret" };
        var heartbeat = new Option<int>("--heartbeat") { Description = "Seconds between heartbeats", DefaultValueFactory = _ => 30 };
        var lifetime = new Option<int>("--stream-lifetime") { Description = "Seconds a stream session lives", DefaultValueFactory = _ => 3600 };
        var tokenLifetime = new Option<int>("--token-lifetime") { Description = "Seconds an access token lives", DefaultValueFactory = _ => 3600 };
        var pageCap = new Option<int>("--page-cap") { Description = "Most items of a list page", DefaultValueFactory = _ => 500 };
        var logLevel = new Option<LogLevel>("--log-level") { Description = "What to log", DefaultValueFactory = _ => LogLevel.Warning };

        var command = new RootCommand("Emulates the MyCarTracks API v3 on a loopback port: a fleet to watch, and faults on demand.")
        {
            port, vehicles, seed, replay, clientId, clientSecret, heartbeat, lifetime, tokenLifetime, pageCap, logLevel,
        };
        foreach (var seconds in (Option<int>[])[heartbeat, lifetime, tokenLifetime, pageCap])
            RequireRange(seconds, 1, int.MaxValue);
        RequireRange(port, 0, 65_535);
        vehicles.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 100_000)
                result.AddError("--vehicles must be 0 to 100000.");
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(vehicles) is not null && result.GetResult(replay) is not null)
                result.AddError("Choose either --vehicles or --replay.");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new SimulatorOptions
            {
                Port = parsed.GetValue(port),
                Seed = parsed.GetValue(seed),
                ClientId = parsed.GetRequiredValue(clientId),
                ClientSecret = parsed.GetRequiredValue(clientSecret),
                Heartbeat = TimeSpan.FromSeconds(parsed.GetValue(heartbeat)),
                StreamLifetime = TimeSpan.FromSeconds(parsed.GetValue(lifetime)),
                TokenLifetime = TimeSpan.FromSeconds(parsed.GetValue(tokenLifetime)),
                PageSizeCap = parsed.GetValue(pageCap),
                Fleet = parsed.GetValue(replay) is { } file ? FleetSource.Replay(file.FullName)
                    : parsed.GetValue(vehicles) is not { } count ? FleetSource.Demo
                    : count == 0 ? FleetSource.Empty : FleetSource.Generated(count),
            };
            return RunAsync(options, parsed.GetValue(logLevel), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken);
        });
        return command;
    }

    private static void RequireRange(Option<int> option, int low, int high) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && !(result.GetValueOrDefault<int>() >= low && result.GetValueOrDefault<int>() <= high))
            result.AddError($"{option.Name} must be {low} to {high}.");
    });

    private static async Task<int> RunAsync(
        SimulatorOptions options, LogLevel level, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using var logging = LoggerFactory.Create(builder => builder.SetMinimumLevel(level).AddSimpleConsole(console => console.SingleLine = true));
        try
        {
            await using var server = await SimulatorServer.StartAsync(options, TimeProvider.System, logging, cancellationToken);
            await output.WriteLineAsync(Greeting(server, options).AsMemory(), cancellationToken);
            await UntilAsync(cancellationToken);
            await output.WriteLineAsync("Stopping.");
            return 0;
        }
        catch (Exception refusal) when (refusal is ReplayFileException or IOException)
        {
            await error.WriteLineAsync(refusal.Message.AsMemory(), CancellationToken.None);
            return Failed;
        }
    }

    private static async Task UntilAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static string Greeting(SimulatorServer server, SimulatorOptions options) => $"""
        The simulated API runs at {server.BaseUrl} with {server.Fleet.Vehicles.Count} vehicles.

        Point DispatchMap at it:
          export DispatchMap__Upstream__BaseUrl={server.BaseUrl}
          export DispatchMap__Upstream__TokenUrl={server.TokenUrl}
          export DispatchMap__Upstream__ClientId={options.ClientId}
          export DispatchMap__Upstream__ClientSecret={(options.ClientSecret == "demo-secret" ? options.ClientSecret : "(as you chose it)")}
          export DispatchMap__Upstream__AllowInsecureLoopback=true

        Faults to switch: {server.ControlUrl}
        Ctrl+C stops it.
        """;
}
