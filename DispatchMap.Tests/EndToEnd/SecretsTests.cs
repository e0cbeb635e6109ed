using System.Text;
using DispatchMap.Simulator;

namespace DispatchMap.Tests.EndToEnd;

public sealed class SecretsTests(Chromium chromium)
{
    private const string Canary = "canary-7f3a91c2-secret";

    [Fact]
    public async Task Secrets_TroubledSessionAtTrace_AppearInNoLogPageOrFrame()
    {
        var options = new SimulatorOptions
        {
            ClientSecret = Canary, Fleet = FleetSource.Demo, Heartbeat = TimeSpan.FromSeconds(1),
        };
        await using var simulator = await SimulatorServer.StartAsync(options, TimeProvider.System, ct: TestContext.Current.CancellationToken);
        await using var app = DeskApp.LookingAt(simulator, options);
        await using var desk = await DeskPage.OpenAsync(chromium, app.Address);
        await desk.UntilPhaseAsync("live");

        simulator.Faults.RevokeToken();
        simulator.Faults.DropSockets();
        await simulator.Counters.WhenAsync(counters => counters.SocketsOpened >= 2).Soon();
        simulator.ReplaceCredentials("someone-else", "another");
        simulator.Faults.RevokeToken();
        simulator.Faults.DropSockets();
        await desk.UntilPhaseAsync("blocked");

        string[] secrets = [Canary, Basic(options), .. simulator.Counters.Secrets];
        Assert.True(secrets.Length >= 5, "a client secret, two access tokens and two stream tokens were in play");
        var seen = string.Join('\n', app.Log.Lines) + await desk.Page.ContentAsync() + desk.Received + string.Join('\n', desk.Complaints);
        Assert.Contains("DispatchMap.Core", seen, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
    }

    private static string Basic(SimulatorOptions options) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}"));
}
