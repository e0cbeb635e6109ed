using DispatchMap.Simulator;
using DispatchMap.Simulator.FaultInjection;

namespace DispatchMap.Tests.Faults;

/// <summary>Every fault that the emulator can make.</summary>
internal static class FaultTable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private static readonly (string Name, HttpFault Fault)[] Answers =
    [
        ("401", HttpFault.Status(401)),
        ("429Seconds", HttpFault.Status(429, RetryAfter)),
        ("429Date", HttpFault.Status(429, 2 * RetryAfter, asDate: true)),
        ("500", HttpFault.Status(500)),
        ("503", HttpFault.Status(503)),
        ("Slow", HttpFault.Slow(MatrixClock.Held)),
        ("Reset", HttpFault.Reset()),
    ];

    public static IReadOnlyList<Fault> All { get; } =
    [
        Strike("Drop", simulator => simulator.Faults.DropSockets()),
        .. new[] { 1000, 1001, 1011, 4000 }.Select(code => Strike(
            $"Close{code}", simulator => simulator.Faults.CloseSockets(code, simulator.Counters.Secrets[^1]))),
        Strike("TokenExpired", simulator =>
        {
            simulator.Faults.ExpireToken();
            simulator.Faults.DropSockets();
        }),
        Strike("TokenRevoked", simulator =>
        {
            simulator.Faults.RevokeToken();
            simulator.Faults.DropSockets();
        }),
        Strike("HalfOpen", simulator => simulator.Faults.Silent = true) with { Severs = true },
        new("ServerStopped", simulator => simulator.StopAsync())
        {
            Strikes = true, Severs = true, EndsSockets = true, Heal = simulator => simulator.StartAsync(),
        },
        // No feed asks for the API's description.
        .. from call in Enum.GetValues<ApiCall>() where call != ApiCall.OpenApi from answer in Answers select Http(call, answer.Name, answer.Fault),
        Switch("SecondStreamRefused", faults => faults.StreamLimit = 1) with { Call = ApiCall.CreateStream },
        Switch("ShortLifetime", faults => faults.StreamLifetime = TimeSpan.FromSeconds(2)) with
        {
            Call = ApiCall.CreateStream, Streams = 2,
        },
        .. Enum.GetValues<EventFaults>().Where(kind => kind != EventFaults.None).Select(kind =>
            Switch($"{kind}Events", faults => faults.Events = kind) with { OnlyMessages = true }),
        Switch("AllHostileEvents", faults => faults.Events = (EventFaults)0x7FF) with { OnlyMessages = true },
    ];

    private static Fault Strike(string name, Action<SimulatorServer> strike) => new(name, simulator =>
    {
        strike(simulator);
        return Task.CompletedTask;
    }) { Strikes = true };

    private static Fault Switch(string name, Action<DispatchMap.Simulator.FaultInjection.Faults> on) => new(name, simulator =>
    {
        on(simulator.Faults);
        return Task.CompletedTask;
    });

    private static Fault Http(ApiCall call, string name, HttpFault answer) => new($"{call}{name}", simulator =>
    {
        simulator.Faults.Fail(call, answer);
        if (call == ApiCall.Token)
            simulator.Faults.RevokeToken();
        return Task.CompletedTask;
    })
    {
        Call = call,
        Severs = call is ApiCall.Token or ApiCall.CreateStream or ApiCall.Socket,
        Blocks = call == ApiCall.Token && answer.StatusCode == 401,
    };
}
