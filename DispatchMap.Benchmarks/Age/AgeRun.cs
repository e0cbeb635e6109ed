using DispatchMap.Benchmarks.Circuits;
using DispatchMap.Benchmarks.Circuits.Server;
using DispatchMap.Simulator;

namespace DispatchMap.Benchmarks.Age;

/// <summary>One load end to end: simulated vendor here, the product in a process of its own, and a browser.</summary>
internal static class AgeRun
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    public static async Task<AgeResult> RunAsync(AgeOptions options, string program, TextWriter output, TimeProvider time, CancellationToken stop)
    {
        var vendorOptions = new SimulatorOptions { Fleet = FleetSource.Empty, Control = false };
        await using var vendor = await SimulatorServer.StartAsync(vendorOptions, time, ct: stop);
        await using var fleet = new AgeFleet(vendor, options, time);
        await using var web = await WebProcess.StartAsync(program, vendor, vendorOptions, time, stop);
        await using var page = await AgePage.OpenAsync(web.Site, options.Vehicles);
        await output.WriteLineAsync($"{options.Vehicles} vehicles every {options.Interval.TotalSeconds} s are on the map of Chromium {page.Version}, {Machine.Load()}");

        var step = Math.Max(1, options.Vehicles / AgeOptions.Sampled);
        await page.WatchAsync(Enumerable.Range(0, Math.Min(AgeOptions.Sampled, options.Vehicles)).Select(i => 1L + i * step));
        await Task.Delay(Settle + options.Interval, time, stop);
        var (_, framesBefore) = await page.TakeAsync();
        var begun = time.GetTimestamp();
        await Task.Delay(options.Watched, time, stop);
        var (drawn, frames) = await page.TakeAsync();
        var seconds = time.GetElapsedTime(begun).TotalSeconds;
        return Result(options, fleet, drawn, (frames - framesBefore) / seconds);
    }

    private static AgeResult Result(AgeOptions options, AgeFleet fleet, IReadOnlyList<DrawnReport> drawn, double framesPerSecond)
    {
        var timed = drawn.Select(report => (Report: report, Received: fleet.ReceivedAt(report.Id, report.RecordedMs)
            ?? throw new InvalidOperationException($"The page shows a report of vehicle {report.Id} that nobody made."))).ToArray();
        return new(
            options,
            [.. timed.Select(sample => sample.Report.DrawnMs - sample.Received).Order()],
            [.. timed.Select(sample => sample.Report.ArrivedMs - sample.Received).Order()],
            [.. drawn.Select(report => report.DrawnMs - report.RecordedMs).Order()],
            [.. drawn.Select(report => report.GlideMs).Order()],
            framesPerSecond, Machine.Load());
    }
}
