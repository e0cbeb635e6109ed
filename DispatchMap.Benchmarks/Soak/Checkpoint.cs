using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>
/// A quiet moment: the faults are over, the vehicles stand still, and every feed and every browser must come to hold exactly
/// what the book says.
/// </summary>
internal sealed class Checkpoint(Traffic book, Findings findings, TimeProvider time)
{
    /// <summary>The watchdog's limit, a backoff and a blocked probe of ten seconds, the waiting of a seed, and a busy machine.</summary>
    private static readonly TimeSpan LiveWithin = TimeSpan.FromSeconds(60);

    /// <summary>The longest interval of a stream, a re-seed with its backoff, and a busy machine.</summary>
    private static readonly TimeSpan TrueWithin = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan BrowserWithin = TimeSpan.FromSeconds(20);

    public int Compared { get; private set; }

    /// <summary>From the end of the faults until each feed was Live.</summary>
    public List<TimeSpan> LiveAfter { get; } = [];

    /// <summary>From then, with the vehicles standing still, until each feed held the truth.</summary>
    public List<TimeSpan> TrueAfter { get; } = [];

    public async Task RunAsync(IReadOnlyList<IFeedLease> leases, IReadOnlyList<SimulatedBrowser> browsers, CancellationToken stop)
    {
        LiveAfter.AddRange(await AllAsync(leases, lease => UntilAsync(
            lease, LiveWithin, () => lease.Status.Phase == FeedPhase.Live ? null : $"is {lease.Status.Phase}: {lease.Status.Reason}", stop)));
        book.Pause();
        var expected = book.Present;
        TrueAfter.AddRange(await AllAsync(leases, lease =>
        {
            var wanted = Wanted(lease.Scope, expected);
            return UntilAsync(lease, TrueWithin, () => Differences(lease, wanted).FirstOrDefault().What, stop);
        }));
        foreach (var lease in leases)
            Judge(lease, Wanted(lease.Scope, expected));
        await Task.WhenAll(browsers.Select(browser => JudgeAsync(browser, Wanted(browser.Lease.Scope, expected), stop)));
    }

    private static Dictionary<long, TrueVehicle> Wanted(Scope scope, IReadOnlyList<TrueVehicle> vehicles) =>
        vehicles.Where(vehicle => ScopeMix.Includes(scope, vehicle)).ToDictionary(vehicle => vehicle.Id);

    private static Task<TimeSpan[]> AllAsync(IReadOnlyList<IFeedLease> leases, Func<IFeedLease, Task<TimeSpan>> wait) =>
        Task.WhenAll(leases.Select(wait));

    /// <summary>Waits for changes of a feed until nothing is wrong any more.</summary>
    private async Task<TimeSpan> UntilAsync(IFeedLease lease, TimeSpan limit, Func<string?> wrong, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        while (true)
        {
            var version = lease.Fleet.Version;
            if (wrong() is null)
                return time.GetElapsedTime(begun);

            await lease.WaitForChangeAsync(version, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
            if (!late.IsCancellationRequested || wrong() is not { } what)
                continue;
            findings.Add(Promise.Recovered, $"{lease.Scope} {what}");
            return limit;
        }
    }

    private void Judge(IFeedLease lease, Dictionary<long, TrueVehicle> wanted)
    {
        Compared += wanted.Count;
        foreach (var (promise, what) in Differences(lease, wanted))
            findings.Add(promise, $"{lease.Scope}, feed: {what}");
        if (lease.Status.Phase != FeedPhase.Live)
            findings.Add(Promise.Recovered, $"{lease.Scope} fell back to {lease.Status.Phase} in a quiet moment");
    }

    private static IEnumerable<(string Promise, string What)> Differences(IFeedLease lease, Dictionary<long, TrueVehicle> wanted)
    {
        var now = lease.Fleet.VendorNow.ToUnixTimeMilliseconds();
        var rows = lease.Fleet.Listing().Rows;
        var offline = rows
            .Where(row => row.Connection == Connection.Offline && wanted.GetValueOrDefault(row.VehicleId)?.MayBeOffline(now) == false)
            .Select(row => (Promise.FalseOffline, $"vehicle {row.VehicleId}"));
        return Differences(lease.Scope, wanted, rows.ToDictionary(row => row.VehicleId, PositionOf)).Concat(offline);
    }

    private async Task JudgeAsync(SimulatedBrowser browser, Dictionary<long, TrueVehicle> wanted, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(BrowserWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        while (true)
        {
            // A feed is seen to hold a change a moment before it publishes it, so its version is not what to wait for.
            var update = browser.NextUpdate;
            var wrong = Differences(browser.Lease.Scope, wanted, Positions()).Concat(Misnamed()).ToArray();
            if (wrong.Length == 0)
                return;

            await update.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
            if (!late.IsCancellationRequested)
                continue;
            foreach (var (promise, what) in wrong)
                findings.Add(promise, $"{browser.Lease.Scope}, browser: {what}");
            return;
        }

        Dictionary<long, TruePosition> Positions() =>
            browser.Shown().ToDictionary(pair => pair.Key, pair => SimulatedBrowser.PositionOf(pair.Value.Record));

        IEnumerable<(string, string)> Misnamed() => browser.Shown()
            .Where(pair => browser.Lease.Fleet.Find(pair.Key) is { } row && row.Name != pair.Value.Text.Name)
            .Select(pair => (Promise.Lost, $"vehicle {pair.Key} has another name than in the feed"));
    }

    private static IEnumerable<(string Promise, string What)> Differences(
        Scope scope, Dictionary<long, TrueVehicle> wanted, Dictionary<long, TruePosition> held)
    {
        foreach (var vehicle in wanted.Values)
        {
            if (!held.TryGetValue(vehicle.Id, out var position))
            {
                if (ScopeMix.ShowsAll(scope))
                    yield return (Promise.Members, $"vehicle {vehicle.Id} is missing");
            }
            else if (position != vehicle.Newest)
            {
                yield return (Promise.Lost, $"vehicle {vehicle.Id} is at {position} instead of {vehicle.Newest}");
            }
        }

        foreach (var id in held.Keys)
        {
            if (!wanted.ContainsKey(id))
                yield return (Promise.Members, $"vehicle {id} does not belong");
        }
    }

    private static TruePosition PositionOf(VehicleRow row) => row.RecordedAt is { } recorded
        ? new(recorded.ToUnixTimeMilliseconds(), TruePosition.E6(row.Latitude), TruePosition.E6(row.Longitude))
        : default;
}
