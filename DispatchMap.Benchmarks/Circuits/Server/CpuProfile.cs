using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.EventPipe;

namespace DispatchMap.Benchmarks.Circuits.Server;

/// <summary>Where another .NET process spends its managed time: samples of its threads' stacks.</summary>
/// <param name="Samples">Of threads that ran managed code just then; time in the kernel is not seen.</param>
/// <param name="Own">By the method that ran, the most frequent first.</param>
/// <param name="Total">By every method on the stack.</param>
/// <param name="OnBehalfOf">By the product's method that is nearest on the stack.</param>
/// <param name="Waiting">The same of those samples that wanted a lock which another thread had.</param>
/// <param name="Garbage">What was allocated meanwhile.</param>
internal sealed record CpuProfile(
    int Samples, IReadOnlyList<(string Method, int Count)> Own, IReadOnlyList<(string Method, int Count)> Total,
    IReadOnlyList<(string Method, int Count)> OnBehalfOf, IReadOnlyList<(string Method, int Count)> Waiting, Garbage Garbage)
{
    /// <summary>A thread that is about to sleep or has just woken up is sampled as if it ran.</summary>
    private static readonly string[] Sleeping = ["LowLevelLifoSemaphore", "WaitOneNoCheck", "PollGC", "WorkerThreadStart", "SocketAsyncEngine.EventLoop"];

    private static readonly string[] Locks = ["Enter_Slowpath", "TryEnterSlow", "EnterAndGetCurrentThreadId"];

    public static async Task<CpuProfile> TakeAsync(int process, TimeSpan time, TimeProvider clock, CancellationToken stop)
    {
        var file = Path.Combine(Path.GetTempPath(), $"dispatchmap-{process}.nettrace");
        try
        {
            EventPipeProvider[] providers =
            [
                new("Microsoft-DotNETCore-SampleProfiler", EventLevel.Informational),
                new("Microsoft-Windows-DotNETRuntime", EventLevel.Verbose, (long)ClrTraceEventParser.Keywords.GC),
            ];
            using (var session = new DiagnosticsClient(process).StartEventPipeSession(providers, requestRundown: true, circularBufferMB: 512))
            {
                await using var to = File.Create(file);
                var copying = session.EventStream.CopyToAsync(to, stop);
                await Task.Delay(time, clock, stop);
                await session.StopAsync(stop);
                await copying;
            }

            return Read(file);
        }
        finally
        {
            File.Delete(file);
            File.Delete(Path.ChangeExtension(file, ".etlx"));
        }
    }

    private static CpuProfile Read(string file)
    {
        var tallies = new Dictionary<string, int>[4];
        for (var i = 0; i < tallies.Length; i++)
            tallies[i] = [];
        var samples = 0;
        using var log = TraceLog.OpenOrConvert(TraceLog.CreateFromEventPipeDataFile(file));
        var source = log.Events.GetSource();
        new SampleProfilerTraceEventParser(source).ThreadSample += sample =>
        {
            string[] stack = [.. Methods(sample.CallStack())];
            if (sample.Type != ClrThreadSampleType.Managed || stack.Length == 0 || Sleeping.Any(stack[0].Contains))
                return;
            samples++;
            Add(tallies[0], stack[0]);
            foreach (var method in stack.Distinct())
                Add(tallies[1], method);
            var ours = Nearest(stack);
            Add(tallies[2], ours);
            if (stack.Any(method => Locks.Any(method.Contains)))
                Add(tallies[3], ours);
        };
        var garbage = new GarbageTally();
        source.Clr.GCAllocationTick += tick => garbage.Allocated(tick.TypeName, Nearest([.. Methods(tick.CallStack())]), tick.AllocationAmount64);
        source.Clr.GCSuspendEEStart += suspend => garbage.Paused(suspend.TimeStampRelativeMSec);
        source.Clr.GCRestartEEStop += restart => garbage.Resumed(restart.TimeStampRelativeMSec);
        source.Clr.GCStart += start => garbage.Collected(start.Depth);
        source.Process();
        return new(
            samples, Ranked(tallies[0]), Ranked(tallies[1]), Ranked(tallies[2]), Ranked(tallies[3]), garbage.Over(log.SessionDuration));
    }

    private static string Nearest(string[] stack) =>
        stack.FirstOrDefault(method => method.StartsWith("DispatchMap.", StringComparison.Ordinal))
        ?? stack.FirstOrDefault(method => method.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)) ?? stack.LastOrDefault("?");

    private static IEnumerable<string> Methods(TraceCallStack? stack)
    {
        for (; stack is not null; stack = stack.Caller)
        {
            var method = stack.CodeAddress.FullMethodName;
            var arguments = method.IndexOf('(', StringComparison.Ordinal);
            yield return arguments > 0 ? method[..arguments] : method;
        }
    }

    private static void Add(Dictionary<string, int> counts, string method) => counts[method] = counts.GetValueOrDefault(method) + 1;

    private static List<(string, int)> Ranked(Dictionary<string, int> counts) =>
        [.. counts.OrderByDescending(count => count.Value).Select(count => (count.Key, count.Value))];
}
