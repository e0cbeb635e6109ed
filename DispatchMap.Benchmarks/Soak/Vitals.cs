using System.Diagnostics;
using DispatchMap.Simulator;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>What the process holds at a quiet moment, after a full collection.</summary>
/// <param name="At">Since the start of the run.</param>
/// <param name="ManagedMb">Managed memory, MB of 10⁶ bytes.</param>
internal sealed record Vitals(
    TimeSpan At, double ManagedMb, double ResidentMb, int Handles, int Threads, long Timers, long Sockets, long PendingWork)
{
    public static Vitals Take(TimeSpan at, SimulatorServer server)
    {
        // Before the collections: they take long enough for a stream to be replaced meanwhile, by a second one at first.
        var sockets = server.Counters.OpenSockets;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return new(
            at, GC.GetTotalMemory(false) / 1e6, process.WorkingSet64 / 1e6, process.HandleCount, process.Threads.Count,
            Timer.ActiveCount, sockets, ThreadPool.PendingWorkItemCount);
    }

    /// <summary>By how much a figure grows, per minute: the slope of the line of least squares, and its standard error.</summary>
    public static (double Slope, double Error) Growth(IReadOnlyList<Vitals> samples, Func<Vitals, double> figure)
    {
        var (middle, mean) = (samples.Average(sample => sample.At.TotalMinutes), samples.Average(figure));
        var spread = samples.Sum(sample => Math.Pow(sample.At.TotalMinutes - middle, 2));
        var slope = samples.Sum(sample => (sample.At.TotalMinutes - middle) * (figure(sample) - mean)) / spread;
        var rest = samples.Sum(sample => Math.Pow(figure(sample) - mean - (slope * (sample.At.TotalMinutes - middle)), 2));
        return (slope, Math.Sqrt(rest / (samples.Count - 2) / spread));
    }
}
