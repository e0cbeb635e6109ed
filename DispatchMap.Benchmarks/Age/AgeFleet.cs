using System.Collections.Concurrent;
using System.Globalization;
using DispatchMap.Simulator;

namespace DispatchMap.Benchmarks.Age;

/// <summary>
/// Vehicles around one town that report in turn, each once per interval. The vendor gets each report some seconds after it was recorded,
/// and passes it on at once.
/// </summary>
internal sealed class AgeFleet : IAsyncDisposable
{
    private const double Latitude = 48.15;
    private const double Longitude = 17.11;
    private const double Reach = 0.25; // degrees
    private const double Step = 0.0007; // degrees between two reports of the fastest
    private const int ShortestDelayMs = 500;
    private const int LongestDelayMs = 4000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly SimulatorServer _server;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly (double Latitude, double Longitude, double Heading, double Pace, int DelayMs)[] _vehicles;
    private readonly ConcurrentDictionary<(long Id, long RecordedMs), long> _received = [];
    private readonly Random _random = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _driving;

    public AgeFleet(SimulatorServer server, AgeOptions options, TimeProvider time)
    {
        (_server, _time, _interval) = (server, time, options.Interval);
        _vehicles = new (double, double, double, double, int)[options.Vehicles];
        for (var i = 0; i < _vehicles.Length; i++)
        {
            _vehicles[i] = (
                Latitude + (_random.NextDouble() - 0.5) * Reach, Longitude + (_random.NextDouble() - 0.5) * 2 * Reach,
                _random.NextDouble() * 360, _random.NextDouble(), _random.Next(ShortestDelayMs, LongestDelayMs));
            server.Fleet.AddVehicle(i + 1, string.Create(CultureInfo.InvariantCulture, $"Van {i + 1:00000}"));
            Report(i);
        }

        _driving = DriveAsync();
    }

    public int Count => _vehicles.Length;

    /// <summary>When the vendor got that report, ms since 1970; null when there was none.</summary>
    public long? ReceivedAt(long id, long recordedMs) => _received.TryGetValue((id, recordedMs), out var at) ? at : null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _driving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task DriveAsync()
    {
        using var timer = new PeriodicTimer(Beat, _time);
        var begun = _time.GetTimestamp();
        long reports = 0;
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            var due = (long)(_time.GetElapsedTime(begun) / _interval * _vehicles.Length);
            for (; reports < due; reports++)
                Report((int)(reports % _vehicles.Length));
        }
    }

    private void Report(int index)
    {
        ref var vehicle = ref _vehicles[index];
        vehicle.Heading = (vehicle.Heading + _random.Next(-20, 21) + 360) % 360;
        var (sin, cos) = Math.SinCos(vehicle.Heading * Math.PI / 180);
        vehicle.Latitude += Step * vehicle.Pace * cos;
        vehicle.Longitude += Step * vehicle.Pace * sin;

        var received = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var recorded = received - vehicle.DelayMs;
        _received[(index + 1, recorded)] = received;
        _server.Fleet.Report(
            index + 1, Math.Round(vehicle.Latitude, 6), Math.Round(vehicle.Longitude, 6), Math.Round(vehicle.Pace * 90), Math.Round(vehicle.Heading),
            DateTimeOffset.FromUnixTimeMilliseconds(recorded), DateTimeOffset.FromUnixTimeMilliseconds(received));
    }
}
