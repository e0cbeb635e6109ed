using System.Globalization;
using System.Text;
using DispatchMap.Benchmarks.Circuits.Browser;
using DispatchMap.Benchmarks.Circuits.Server;

namespace DispatchMap.Benchmarks.Circuits;

/// <summary>Some dispatchers stop reading for a minute, in the middle of the others, and read on.</summary>
internal sealed class SlowReaders(WebProcess web, Crowd crowd, LagSamples lags, TimeProvider time)
{
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>What was seen, in Markdown.</summary>
    public async Task<string> RunAsync(CancellationToken stop)
    {
        var slow = crowd.Slow.ToList();
        var before = await HeapCensus.TakeAsync(web.Id, types: false, stop);
        foreach (var dispatcher in slow)
            dispatcher.Stall();
        lags.Clear();
        await Task.Delay(Stall, time, stop);
        var lag = LagSamples.Percentile(lags.Take(), 0.95);
        var after = await HeapCensus.TakeAsync(web.Id, types: false, stop);
        var now = crowd.Sample.Max(dispatcher => dispatcher.Held!.Version);
        var begun = time.GetTimestamp();
        var catchings = slow.Select((dispatcher, index) => CatchUpAsync(index + 1, dispatcher, now, begun, stop)).ToList();
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture, $"Server's heap after a minute with {slow.Count} who did not read: {(after.Bytes - before.Bytes) / 1e6:+0.0;-0.0} MB of {before.Bytes / 1e6:0} MB. The others' lag meanwhile: p95 {lag:0} ms.");
        report.AppendLine("\n| slow dispatcher | caught up after | deltas | snapshots | refused | frame bytes |\n| --- | --- | --- | --- | --- | --- |");
        foreach (var row in await Task.WhenAll(catchings))
            report.AppendLine(row);
        return report.ToString();
    }

    private async Task<string> CatchUpAsync(int number, Dispatcher dispatcher, long version, long begun, CancellationToken stop)
    {
        var held = dispatcher.Held!;
        var (deltas, snapshots, refused, bytes) = (held.Deltas, held.Snapshots, held.Resyncs, dispatcher.FrameBytes);
        dispatcher.Resume();
        while (held.Version < version && dispatcher.Failure is null && time.GetElapsedTime(begun) < CatchUpLimit)
            await Task.Delay(Look, time, stop);
        var took = held.Version >= version ? $"{time.GetElapsedTime(begun).TotalMilliseconds:0} ms" : dispatcher.Failure?.Message ?? "not in time";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {number} | {took} | {held.Deltas - deltas} | {held.Snapshots - snapshots} | {held.Resyncs - refused} | {(dispatcher.FrameBytes - bytes) / 1e3:0} kB |");
    }
}
