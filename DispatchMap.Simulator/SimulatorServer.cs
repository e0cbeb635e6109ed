using System.Net;
using DispatchMap.Simulator.Auth;
using DispatchMap.Simulator.Control;
using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Fleet;
using DispatchMap.Simulator.Hosting;
using DispatchMap.Simulator.Rest;
using DispatchMap.Simulator.Streams;
using DispatchMap.Simulator.Traffic;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DispatchMap.Simulator;

/// <summary>
/// The vendor's API on a loopback port: token server, REST, live stream, and a fleet behind it. Several can run in one
/// process. Time passes as its <see cref="TimeProvider"/> says.
/// </summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(100);

    private readonly SimulatorOptions _options;
    private readonly AccessTokens _tokens;
    private readonly StreamHub _hub;
    private readonly ApiRoutes _routes;
    private readonly ControlRoutes? _control;
    private readonly ILoggerFactory _logging;
    private readonly ITimer _ticker;
    private Listener? _listener;
    private int _ticking;
    private int _port;

    private SimulatorServer(SimulatorOptions options, TimeProvider time, ILoggerFactory logging)
    {
        (_options, _logging, _port) = (options, logging, options.Port);
        Counters = new SimulatorCounters();
        Fleet = FleetFactory.Create(options, time);
        _tokens = new AccessTokens(options, Counters, time);
        _hub = new StreamHub(options, Fleet, Counters, time, logging.CreateLogger<SimulatorServer>());
        Faults = _hub.Faults = new Faults(_hub, _tokens.Expire, _tokens.Withdraw);
        _routes = new ApiRoutes(options, _hub, _tokens, Faults, Counters, time);
        _control = options.Control ? new ControlRoutes(Faults, Fleet, Counters) : null;
        _ticker = time.CreateTimer(_ => Tick(), null, TickEvery, TickEvery);
    }

    /// <summary>The REST base, without a trailing slash: <c>http://127.0.0.1:PORT/services/rest/v3</c>.</summary>
    public Uri BaseUrl => new(Root + ApiRoutes.Base);

    /// <summary>The token end point: <c>http://127.0.0.1:PORT/oauth/token</c>.</summary>
    public Uri TokenUrl => new(Root + "/oauth/token");

    /// <summary>Where people switch faults: <c>http://127.0.0.1:PORT/control</c>.</summary>
    public Uri ControlUrl => new(Root + "/control");

    /// <summary>What can go wrong, on demand.</summary>
    public Faults Faults { get; }

    /// <summary>The vehicles; tests script them here.</summary>
    public SimulatedFleet Fleet { get; }

    /// <summary>What happened so far.</summary>
    public SimulatorCounters Counters { get; }

    private string Root => $"http://{IPAddress.Loopback}:{_port}{_options.PathBase}";

    /// <summary>Builds the fleet and listens on 127.0.0.1.</summary>
    /// <exception cref="ReplayFileException">The replay file cannot be used.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorServer> StartAsync(
        SimulatorOptions options, TimeProvider time, ILoggerFactory? logging = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var server = new SimulatorServer(options, time, logging ?? NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Listens again after <see cref="StopAsync"/>, on the same port. The fleet has lived on; tokens and streams of
    /// before are void. Does nothing while it listens.
    /// </summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        if (_listener is not null)
            return;

        _listener = await Listener.StartAsync(_port, _options.PathBase, Map, _logging, ct);
        _port = _listener.Port;
    }

    /// <summary>Goes away as a stopped server does: sockets are closed, then the port refuses. The fleet lives on.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is not { } listener)
            return;

        _hub.End();
        await listener.DisposeAsync();
        _tokens.Withdraw();
    }

    /// <summary>Other credentials are valid from now on; those of before and their token are refused.</summary>
    public void ReplaceCredentials(string clientId, string clientSecret) => _tokens.ReplaceClient(clientId, clientSecret);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ticker.DisposeAsync();
        await StopAsync();
    }

    private void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes)
    {
        _routes.Map(routes);
        _control?.Map(routes);
    }

    private void Tick()
    {
        // A tick that takes longer than the period must not pile up behind itself.
        if (Interlocked.Exchange(ref _ticking, 1) == 1)
            return;

        try
        {
            _hub.Tick();
        }
        finally
        {
            Volatile.Write(ref _ticking, 0);
        }
    }
}
