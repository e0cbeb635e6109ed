using System.Diagnostics;
using System.Globalization;
using DispatchMap.Benchmarks.Circuits.Raw;
using DispatchMap.Benchmarks.Circuits.Server;
using DispatchMap.Simulator;

namespace DispatchMap.Benchmarks.Circuits;

/// <summary>One server, one fleet, more and more dispatchers.</summary>
internal sealed class CircuitsRun
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan IdleWindow = TimeSpan.FromSeconds(8);

    /// <summary>Machines change their speed within minutes: short windows, one after another, several times.</summary>
    private const int Turns = 3;
    private static readonly TimeSpan TurnWindow = TimeSpan.FromSeconds(10);

    private readonly CircuitsOptions _options;
    private readonly WebProcess _web;
    private readonly DrivenFleet _fleet;
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly LagSamples _lags;
    private readonly List<Step> _steps = [];

    private CircuitsRun(CircuitsOptions options, WebProcess web, DrivenFleet fleet, TextWriter output, TimeProvider time)
    {
        (_options, _web, _fleet, _output, _time) = (options, web, fleet, output, time);
        _lags = new(time);
    }

    /// <param name="program">DispatchMap.Web.dll.</param>
    public static async Task<IReadOnlyList<Step>> RunAsync(CircuitsOptions options, string program, TextWriter output, TimeProvider time, CancellationToken stop)
    {
        var vendor = new SimulatorOptions { Fleet = FleetSource.Empty, Control = false, OfflineAfter = TimeSpan.FromHours(12) };
        await using var fleet = await DrivenFleet.StartAsync(options.Vehicles, vendor, time, seed: 1, stop);
        await using var web = await WebProcess.StartAsync(program, fleet.Server, vendor, time, stop);
        var run = new CircuitsRun(options, web, fleet, output, time);
        try
        {
            await run.RunAsync(stop);
        }
        catch
        {
            await output.WriteLineAsync(string.Join('\n', web.Log.TakeLast(15)));
            throw;
        }

        return run._steps;
    }

    /// <summary>Open before anything is counted, so that what a first page brings along is not.</summary>
    private int First => CircuitsOptions.Sample + _options.Slow;

    private async Task RunAsync(CancellationToken stop)
    {
        await using var crowd = new Crowd(_web.Site, _options.Slow, _options.Apart, _lags, _time);
        await crowd.GrowToAsync(First, stop);
        await WarmUpAsync(stop);
        var empty = (await HeapCensus.TakeAsync(_web.Id, types: false, stop)).Bytes;
        foreach (var count in _options.Counts)
        {
            _fleet.PerSecond = 0;
            var begun = _time.GetTimestamp();
            await crowd.GrowToAsync(count, stop);
            await SayAsync($"{_options.Vehicles} vehicles: {count} dispatchers are there after {_time.GetElapsedTime(begun).TotalSeconds:0} s");
            var step = await MeasureAsync(crowd, empty, stop);
            if (_options.Raw)
                step = step with { Turns = await CompareAsync(crowd, step, stop), Dead = crowd.Dead.Count };
            _steps.Add(step);
            await SayAsync($"server {100 * step.Cores:0} % of a core, {step.Frames / count:0.0} frames/s each, lag p95 {step.LagP95:0} ms, {step.Dead} dead");
            if (step.Dead > 0)
                await SayAsync($"the first of the dead: {crowd.Dead[0].Failure!.Message}; the server's last words: {_web.Log.LastOrDefault("none")}");
        }

        _fleet.PerSecond = _options.Changes;
        if (_options.Slow > 0)
            await _output.WriteLineAsync($"\n{await new SlowReaders(_web, crowd, _lags, _time).RunAsync(stop)}");
        if (_options.Profile)
            await _output.WriteLineAsync(await ServerProfile.TakeAsync(_web.Id, _time, stop));
    }

    /// <summary>Until the server's code has been compiled for good.</summary>
    private async Task WarmUpAsync(CancellationToken stop)
    {
        _fleet.PerSecond = _options.Changes;
        await CompilerWork.UntilOverAsync(_web.Id, _time, stop);
        _fleet.PerSecond = 0;
        await Task.Delay(Quiet, _time, stop);
    }

    private async Task<Step> MeasureAsync(Crowd crowd, long empty, CancellationToken stop)
    {
        _fleet.PerSecond = _options.Changes;
        await Task.Delay(CircuitsOptions.WarmUp, _time, stop);
        await CompilerWork.UntilOverAsync(_web.Id, _time, stop);
        _lags.Clear();
        var busy = await WatchAsync(crowd, _options.Window, stop);
        var (lags, workingSet) = (_lags.Take(), _web.WorkingSet);
        var busyHeap = await HeapCensus.TakeAsync(_web.Id, types: false, stop);
        _fleet.PerSecond = 0;
        await Task.Delay(Quiet, _time, stop);
        var idle = await WatchAsync(crowd, IdleWindow, stop);
        var idleHeap = await HeapCensus.TakeAsync(_web.Id, types: false, stop);
        var others = Math.Max(1, crowd.All.Count - First);
        return new(
            _options.Vehicles, crowd.All.Count, busy.Reports, busy.Cores, busy.Kernel, idle.Cores, busy.Client, busy.Frames, busy.FrameBytes / busy.Frames, busy.Received,
            busy.SampleBytes * busy.Seconds / lags.Length, busy.Batches, (double)(idleHeap.Bytes - empty) / others, (double)(busyHeap.Bytes - empty) / others, workingSet,
            LagSamples.Percentile(lags, 0.5), LagSamples.Percentile(lags, 0.95), LagSamples.Percentile(lags, 0.99), crowd.Dead.Count);
    }

    private async Task<IReadOnlyList<RawTurn>> CompareAsync(Crowd crowd, Step step, CancellationToken stop)
    {
        var turns = new List<RawTurn>();
        while (turns.Count < Turns)
        {
            _fleet.PerSecond = _options.Changes;
            await Task.Delay(CircuitsOptions.WarmUp, _time, stop);
            var busy = await WatchAsync(crowd, TurnWindow, stop);
            _fleet.PerSecond = 0;
            await Task.Delay(Quiet, _time, stop);
            turns.Add(new(
                1e6 * busy.Cores / busy.Frames,
                await new RawRun(sleeps: true, TurnWindow, _time).MeasureAsync(step, stop),
                await new RawRun(sleeps: false, TurnWindow, _time).MeasureAsync(step, stop)));
            await SayAsync($"per frame: product {turns[^1].Product:0}, bare {turns[^1].Bare:0}, bare and spinning {turns[^1].Spinning:0} µs");
        }

        return turns;
    }

    /// <summary>What happens in a while, per second.</summary>
    private async Task<Rates> WatchAsync(Crowd crowd, TimeSpan window, CancellationToken stop)
    {
        var (before, at) = (Count(crowd), _time.GetTimestamp());
        await Task.Delay(window, _time, stop);
        return Count(crowd).Since(before, _time.GetElapsedTime(at).TotalSeconds);
    }

    private Rates Count(Crowd crowd)
    {
        using var self = Process.GetCurrentProcess();
        var (user, kernel) = _web.Worked;
        return new(
            1, (user + kernel).TotalSeconds, kernel.TotalSeconds, self.TotalProcessorTime.TotalSeconds, _fleet.Reports, crowd.All.Sum(one => one.Frames), crowd.All.Sum(one => one.FrameBytes),
            crowd.Sample.Sum(one => one.FrameBytes), crowd.All.Sum(one => one.Received), crowd.All.Sum(one => one.Batches));
    }

    private Task SayAsync(FormattableString text) => _output.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Rates(
        double Seconds, double Cores, double Kernel, double Client, double Reports, double Frames, double FrameBytes, double SampleBytes, double Received, double Batches)
    {
        public Rates Since(Rates before, double seconds) => new(
            seconds, (Cores - before.Cores) / seconds, (Kernel - before.Kernel) / seconds, (Client - before.Client) / seconds, (Reports - before.Reports) / seconds,
            (Frames - before.Frames) / seconds, (FrameBytes - before.FrameBytes) / seconds, (SampleBytes - before.SampleBytes) / seconds,
            (Received - before.Received) / seconds, (Batches - before.Batches) / seconds);
    }
}
