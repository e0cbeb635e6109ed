using System.Globalization;
using DispatchMap.Simulator;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>
/// Drives the simulated fleet and writes down what it does, always before it does it: whatever a browser is told must be in
/// the book already.
/// </summary>
internal sealed class Traffic(SimulatorServer server, TimeProvider time, int seed)
{
    public const int Groups = 12;

    /// <summary>Milliseconds between two reports of a vehicle that is not quiet, at most.</summary>
    public const int LongestMs = 10_000;

    private const long FirstId = 1_000_001;
    private const int ShortestMs = 5_000;
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<long, TrueVehicle> _vehicles = [];
    private readonly Dictionary<long, (double Latitude, double Longitude, double Heading)> _places = [];
    private readonly PriorityQueue<TrueVehicle, long> _due = new();
    private readonly PriorityQueue<(TrueVehicle Vehicle, double Latitude, double Longitude, long Recorded), long> _late = new();
    private long _nextId = FirstId;
    private bool _paused;

    public long Reports { get; private set; }

    public long Late { get; private set; }

    public long Offline { get; private set; }

    public long Quiet { get; private set; }

    public int Added { get; private set; }

    public int Removed { get; private set; }

    public int Moved { get; private set; }

    /// <summary>The vehicles of the account, with or without a position.</summary>
    public IReadOnlyList<TrueVehicle> Present
    {
        get
        {
            lock (_gate)
                return [.. _vehicles.Values.Where(vehicle => !vehicle.IsRemoved)];
        }
    }

    /// <summary>A vehicle that is or was in the account.</summary>
    public TrueVehicle? Find(long id)
    {
        lock (_gate)
            return _vehicles.GetValueOrDefault(id);
    }

    public void Populate(int count)
    {
        for (var group = 1; group <= Groups; group++)
            server.Fleet.AddGroup(group, string.Create(CultureInfo.InvariantCulture, $"Group {group:00}"));
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
            {
                long[] groups = _random.Next(20) switch
                {
                    0 => [],
                    1 or 2 => [.. new long[] { 1 + _random.Next(Groups), 1 + _random.Next(Groups) }.Distinct()],
                    _ => [1 + _random.Next(Groups)],
                };
                Add(groups, isShared: i % 50 == 49, neverReports: i % 200 == 199);
            }
        }
    }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TickEvery, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            lock (_gate)
            {
                if (!_paused)
                    Tick(NowMs);
            }
        }
    }

    /// <summary>No vehicle reports until <see cref="Resume"/>; when this returns, none is about to.</summary>
    public void Pause()
    {
        lock (_gate)
            _paused = true;
    }

    public void Resume()
    {
        lock (_gate)
        {
            var waiting = _due.UnorderedItems.ToArray();
            var late = NowMs;
            _due.Clear();
            foreach (var (vehicle, due) in waiting)
                _due.Enqueue(vehicle, due < late ? late + _random.Next(ShortestMs) : due);
            _paused = false;
        }
    }

    /// <summary>Some vehicles leave the account, as many others join it, and as many move to another group.</summary>
    public void Churn(int count)
    {
        lock (_gate)
        {
            var candidates = _vehicles.Values.Where(vehicle => vehicle is { IsRemoved: false, NeverReports: false }).ToArray();
            foreach (var vehicle in _random.GetItems(candidates, count))
            {
                vehicle.Moves([1 + _random.Next(Groups)], NowMs);
                server.Fleet.AssignGroups(vehicle.Id, vehicle.GroupIds);
                Moved++;
            }

            foreach (var vehicle in _random.GetItems(candidates, count).Distinct())
            {
                vehicle.IsRemoved = true;
                server.Fleet.RemoveVehicle(vehicle.Id);
                Removed++;
                Add([1 + _random.Next(Groups)], isShared: false, neverReports: false);
                Added++;
            }
        }
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Add(long[] groups, bool isShared, bool neverReports)
    {
        var vehicle = new TrueVehicle(_nextId++, groups, isShared, neverReports);
        _vehicles.Add(vehicle.Id, vehicle);
        server.Fleet.AddVehicle(
            vehicle.Id, string.Create(CultureInfo.InvariantCulture, $"Van {vehicle.Id}"), groupIds: groups, isShared: isShared);
        if (neverReports)
            return;
        _places[vehicle.Id] = (47 + _random.NextDouble() * 3, 15 + _random.NextDouble() * 5, _random.NextDouble() * 360);
        _due.Enqueue(vehicle, NowMs + _random.Next(ShortestMs));
    }

    private void Tick(long now)
    {
        while (_late.TryPeek(out var fix, out var lateDue) && lateDue <= now)
        {
            _late.Dequeue();
            if (fix.Vehicle.IsRemoved)
                continue;
            Late++;
            Send(fix.Vehicle, fix.Latitude, fix.Longitude, 0, fix.Recorded, now, coalesce: false);
        }

        while (_due.TryPeek(out var vehicle, out var due) && due <= now)
        {
            _due.Dequeue();
            if (vehicle.IsRemoved)
                continue;
            Report(vehicle, now);
            _due.Enqueue(vehicle, now + NextIn(vehicle, now));
        }
    }

    private long NextIn(TrueVehicle vehicle, long now)
    {
        var roll = _random.Next(1000);
        if (roll >= 6)
            return _random.Next(ShortestMs, LongestMs);

        Quiet++;
        if (roll >= 3)
            return _random.Next(15_000, 120_000);

        // The driver switches tracking off.
        Offline++;
        vehicle.GoesOffline(now);
        server.Fleet.GoOffline(vehicle.Id);
        return _random.Next(5_000, 90_000);
    }

    private void Report(TrueVehicle vehicle, long now)
    {
        var (latitude, longitude, heading) = _places[vehicle.Id];
        heading = (heading + _random.Next(-20, 21) + 360) % 360;
        latitude = Math.Round(latitude + 0.0005 * Math.Cos(heading * Math.PI / 180), 6);
        longitude = Math.Round(longitude + 0.0005 * Math.Sin(heading * Math.PI / 180), 6);
        _places[vehicle.Id] = (latitude, longitude, heading);

        var recorded = now - 500 - _random.Next(1500);
        Send(vehicle, latitude, longitude, heading, recorded, now, coalesce: _random.Next(10) > 0);
        if (_random.Next(50) > 0)
            return;

        // A device that was out of reach delivers an older fix when the newer one is on every screen already.
        _late.Enqueue((vehicle, latitude + 0.001, longitude, recorded - 1 - _random.Next(2000)), now + _random.Next(500, 3_000));
    }

    private void Send(TrueVehicle vehicle, double latitude, double longitude, double heading, long recorded, long now, bool coalesce)
    {
        Reports++;
        vehicle.Reports(new(recorded, TruePosition.E6(latitude), TruePosition.E6(longitude)), now);
        server.Fleet.Report(
            vehicle.Id, latitude, longitude, 40, heading,
            DateTimeOffset.FromUnixTimeMilliseconds(recorded), DateTimeOffset.FromUnixTimeMilliseconds(now), coalesce: coalesce);
    }
}
