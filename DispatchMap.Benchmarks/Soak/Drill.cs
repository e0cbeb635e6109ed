using DispatchMap.Core.Feeds;
using DispatchMap.Simulator;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>Recovery from one cut of all sockets while nothing else is wrong.</summary>
internal sealed class Drill(SimulatorServer server, SoakApp app, Findings findings, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>From the cut until a feed had a stream again that said <c>connected</c>, and was Live.</summary>
    public List<TimeSpan> Recoveries { get; } = [];

    public async Task RunAsync(CancellationToken stop)
    {
        var before = app.Connects();
        var missing = app.Leases.ToDictionary(lease => lease.Scope.Key, StringComparer.Ordinal);
        var cut = time.GetTimestamp();
        server.Faults.DropSockets();

        // Nothing signals that a feed which never stopped being Live is on its second stream, so it is looked for.
        using var timer = new PeriodicTimer(Look, time);
        while (missing.Count > 0 && await timer.WaitForNextTickAsync(stop))
        {
            var elapsed = time.GetElapsedTime(cut);
            foreach (var (key, connects) in app.Connects())
            {
                if (connects > before[key] && missing.TryGetValue(key, out var lease) && lease.Status.Phase == FeedPhase.Live)
                {
                    missing.Remove(key);
                    Recoveries.Add(elapsed);
                }
            }

            if (elapsed < Limit)
                continue;
            foreach (var lease in missing.Values)
                findings.Add(Promise.Recovered, $"{lease.Scope} had no stream {Limit.TotalSeconds:0} s after a mere cut");
            return;
        }
    }
}
