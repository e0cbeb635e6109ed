using System.Globalization;
using DispatchMap.Simulator;

namespace DispatchMap.Benchmarks.Circuits;

/// <summary>
/// A simulated vendor in this process, whose vehicles report in turn, so many a second, evenly spread. Each report says when it was sent, to the millisecond.
/// </summary>
internal sealed class DrivenFleet : IAsyncDisposable
{
    /// <summary>Between two lots of reports.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly SimulatorServer _server;
    private readonly TimeProvider _time;
    private readonly Journeys _journeys;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _driving;
    private int _next;
    private volatile int _perSecond;

    private DrivenFleet(SimulatorServer server, int vehicles, TimeProvider time, int seed)
    {
        (_server, _time, _journeys) = (server, time, new(vehicles, seed, time.GetUtcNow()));
        for (var i = 0; i < vehicles; i++)
        {
            server.Fleet.AddVehicle(i + 1, string.Create(CultureInfo.InvariantCulture, $"Van {i + 1:00000}"), $"Driver {i + 1}", i + 1);
            Report(i);
        }

        _driving = DriveAsync();
    }

    public SimulatorServer Server => _server;

    public long Reports { get; private set; }

    /// <summary>How many vehicles report each second from now on.</summary>
    public int PerSecond
    {
        get => _perSecond;
        set => _perSecond = value;
    }

    public static async Task<DrivenFleet> StartAsync(int vehicles, SimulatorOptions options, TimeProvider time, int seed, CancellationToken stop) =>
        new(await SimulatorServer.StartAsync(options, time, ct: stop), vehicles, time, seed);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _driving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private async Task DriveAsync()
    {
        using var timer = new PeriodicTimer(Beat, _time);
        var before = _time.GetTimestamp();
        var due = 0.0;
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            var now = _time.GetTimestamp();
            due += _perSecond * _time.GetElapsedTime(before, now).TotalSeconds;
            before = now;
            for (; due >= 1; due--, _next = (_next + 1) % _journeys.Count)
                Report(_next);
        }
    }

    private void Report(int index)
    {
        var now = _time.GetUtcNow();
        var (latitude, longitude, speed, heading) = _journeys.At(index, now);
        Reports++;
        _server.Fleet.Report(index + 1, latitude, longitude, speed, heading, now, now);
    }
}
