using System.Diagnostics;
using System.Globalization;
using DispatchMap.Core.Feeds;
using DispatchMap.Simulator;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>One soak: a simulated vendor, the application, browsers, and faults between quiet moments in which all is compared.</summary>
internal sealed class SoakRun
{
    private const int BrowsersPerFeed = 3;
    private const int ChurnedVehicles = 5;

    // Below the ports that the system gives to clients: a feed that knocks at a stopped server must not be given its port. Nor
    // may another soak take it meanwhile.
    private static readonly int FirstPort = 21_000 + (Environment.ProcessId % 10_000);
    private static readonly int[] BrowserPauses = [250, 1_000, 4_000];

    /// <summary>Until every vehicle has reported and every stream has said so.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(Traffic.LongestMs / 1000 + SoakOptions.LongestInterval);

    private static readonly TimeSpan WindDown = TimeSpan.FromSeconds(20);

    private readonly SoakOptions _options;
    private readonly TextWriter _output;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Findings _findings = new();
    private readonly SimulatorServer _server;
    private readonly SimulatorOptions _serverOptions;
    private readonly Traffic _book;
    private readonly Random _random;
    private readonly Chaos _chaos;
    private readonly Checkpoint _checkpoint;
    private readonly Interruptions _interruptions;
    private readonly List<Vitals> _vitals = [];
    private readonly long _begun;

    private SoakRun(SoakOptions options, TextWriter output, SimulatorServer server, SimulatorOptions serverOptions)
    {
        (_options, _output, _server, _serverOptions) = (options, output, server, serverOptions);
        _begun = _time.GetTimestamp();
        _random = new(options.Seed);
        _book = new(server, _time, options.Seed);
        _chaos = new(server, new Random(options.Seed), _time);
        _checkpoint = new(_book, _findings, _time);
        _interruptions = new(_time);
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_begun);

    public static async Task<SoakReport> RunAsync(SoakOptions options, TextWriter output, CancellationToken stop)
    {
        var (server, serverOptions) = await ServerAsync(options, stop);
        await using var _ = server;

        // Just too large for the client. At the usual two megabytes the simulator's own buffers, which are of this process too,
        // would hide what the application holds.
        server.Faults.OversizedBytes = 300 * 1024;
        return await new SoakRun(options, output, server, serverOptions).RunAsync(stop);
    }

    private static async Task<(SimulatorServer Server, SimulatorOptions Options)> ServerAsync(SoakOptions options, CancellationToken stop)
    {
        for (var port = FirstPort; ; port++)
        {
            var serverOptions = new SimulatorOptions
            {
                Port = port,
                Fleet = FleetSource.Empty,
                Seed = options.Seed,
                Heartbeat = SoakOptions.Heartbeat,
                StreamLifetime = SoakOptions.StreamLifetime,
                TokenLifetime = TimeSpan.FromMinutes(2),
                Control = false,
            };
            try
            {
                return (await SimulatorServer.StartAsync(serverOptions, TimeProvider.System, ct: stop), serverOptions);
            }
            catch (IOException) when (port < FirstPort + 100)
            {
                // Somebody else has this port.
            }
        }
    }

    private async Task<SoakReport> RunAsync(CancellationToken stop)
    {
        TaskScheduler.UnobservedTaskException += Unobserved;
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        _book.Populate(_options.Vehicles);
        var scopes = ScopeMix.Create(_options.Feeds, _book.Present, _random);
        await using var app = await SoakApp.StartAsync(_server, _serverOptions, scopes, _findings, stop);
        var drill = new Drill(_server, app, _findings, _time);
        var browsers = app.Leases.SelectMany(Browsers).ToArray();

        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] work =
        [
            _book.RunAsync(end.Token),
            .. browsers.Select(browser => Task.Run(() => browser.RunAsync(end.Token), CancellationToken.None)),
            .. app.Leases.Select(lease => _interruptions.WatchAsync(lease, end.Token)),
        ];
        var failed = Task.WhenAny(work).Unwrap();
        var testing = TestAsync(app, drill, browsers, end.Token);
        await Task.WhenAny(testing, failed).Unwrap();
        var feeds = app.Directory.Feeds;
        await end.CancelAsync();
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync();

        // Every socket must go with its feed.
        await _server.Counters.WhenAsync(counters => counters.OpenSockets == 0)
            .WaitAsync(WindDown, _time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Refresh();
        TaskScheduler.UnobservedTaskException -= Unobserved;
        return new()
        {
            Options = _options,
            Findings = _findings,
            Book = _book,
            Chaos = _chaos,
            Checkpoint = _checkpoint,
            Drill = drill,
            Interruptions = _interruptions.Lasted,
            Vitals = _vitals,
            Feeds = feeds,
            Browsers = browsers,
            Server = _server.Counters,
            Lasted = Elapsed,
            Cpu = process.TotalProcessorTime - cpu,
            LeftFeeds = app.Directory.FeedCount,
            LeftLeases = app.Directory.LeaseCount,
        };
    }

    private IEnumerable<SimulatedBrowser> Browsers(IFeedLease lease)
    {
        for (var i = 0; i < BrowsersPerFeed; i++)
        {
            var pause = TimeSpan.FromMilliseconds(BrowserPauses[i % BrowserPauses.Length]);
            yield return new(lease, _book, _findings, _time, pause, reloadEvery: i == 1 ? _random.Next(20, 60) : 0);
        }
    }

    /// <summary>Quiet moments with faults between them, until the time is over.</summary>
    private async Task TestAsync(SoakApp app, Drill drill, SimulatedBrowser[] browsers, CancellationToken stop)
    {
        await Task.Delay(WarmUp, _time, stop);
        await QuietAsync(app, drill, browsers, stop);
        var stretch = 0;
        while (_options.Duration - Elapsed is { TotalSeconds: > 15 } left)
        {
            var length = _options.Stretch < left - TimeSpan.FromSeconds(10) ? _options.Stretch : left - TimeSpan.FromSeconds(10);
            stretch++;
            _chaos.Refusing = Elapsed > _options.Duration * 0.6;
            var outage = stretch % 4 == 3 && length > SoakOptions.ChurnNeeds;
            if (length >= SoakOptions.ChurnNeeds)
                _book.Churn(ChurnedVehicles);
            using var over = new CancellationTokenSource(length, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
            await _chaos.RunAsync(outage, either.Token);
            stop.ThrowIfCancellationRequested();
            await QuietAsync(app, drill, browsers, stop);
        }
    }

    private async Task QuietAsync(SoakApp app, Drill drill, SimulatedBrowser[] browsers, CancellationToken stop)
    {
        var begun = Elapsed;
        await _checkpoint.RunAsync(app.Leases, browsers, stop);

        // While one stream takes over from another there are two.
        using var late = new CancellationTokenSource(WindDown, _time);
        await _server.Counters.WhenAsync(counters => counters.OpenSockets == app.Leases.Count)
            .WaitAsync(late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _vitals.Add(Vitals.Take(Elapsed, _server));
        _book.Resume();
        await drill.RunAsync(stop);
        var broken = string.Join(", ", Promise.All.Where(_findings.Has).Select(promise => $"{promise}: {_findings.Count(promise)}"));
        await _output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Elapsed:hh\\:mm\\:ss} compared in {(Elapsed - begun).TotalSeconds:0} s: {_vitals[^1].Sockets} sockets, {_vitals[^1].ManagedMb:0.0} MB; {(broken.Length > 0 ? broken : "nothing broken")}"));
    }

    private void Unobserved(object? sender, UnobservedTaskExceptionEventArgs e) =>
        _findings.Add(Promise.Errors, $"unobserved {e.Exception.InnerException?.GetType().Name}");
}
