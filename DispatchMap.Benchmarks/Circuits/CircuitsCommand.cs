using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DispatchMap.Benchmarks.Circuits.Server;

namespace DispatchMap.Benchmarks.Circuits;

/// <summary><c>dotnet run -c Release --project DispatchMap.Benchmarks -- circuits --help</c></summary>
internal static class CircuitsCommand
{
    public static RootCommand Create()
    {
        var counts = new Option<int[]>("--counts")
        {
            Description = "Dispatchers, step by step", DefaultValueFactory = _ => [100, 500, 1000, 1500, 3000], CustomParser = ReadCounts,
        };
        var vehicles = new Option<int>("--vehicles") { Description = "1 to 100000", DefaultValueFactory = _ => 10_000 };
        var changes = new Option<int>("--changes") { Description = "Vehicles that report, per second", DefaultValueFactory = _ => 2000 };
        var seconds = new Option<int>("--seconds") { Description = "How long each step is measured", DefaultValueFactory = _ => 20 };
        var slow = new Option<int>("--slow") { Description = "Dispatchers who stop reading for a minute at the end" };
        var apart = new Option<bool>("--apart") { Description = "Each looks at another 25th of the area; of more than 10000 vehicles a desk is told what it sees" };
        var raw = new Option<bool>("--raw") { Description = "A bare WebSocket server in turns with each step, as busy as that" };
        var growth = new Option<bool>("--growth") { Description = $"Also {string.Join(", ", CircuitsOptions.Fleets)} vehicles for {CircuitsOptions.Few} dispatchers, and a plot" };
        var profile = new Option<bool>("--profile") { Description = "Say at the end where the server's time and memory go" };
        var server = new Option<string?>("--server") { Description = "Another DispatchMap.Web.dll than this repository's" };
        vehicles.Require(1, 100_000);
        changes.Require(1, 100_000);
        seconds.Require(1, 3600);
        slow.Require(0, 100);
        var circuits = new Command("circuits", "Many dispatchers at the live page of the product.") { counts, vehicles, changes, seconds, slow, apart, raw, growth, profile, server };
        circuits.SetAction((parsed, stop) => RunAsync(
            new(
                parsed.GetValue(counts)!, parsed.GetValue(vehicles), parsed.GetValue(changes),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(slow), parsed.GetValue(apart), parsed.GetValue(raw), parsed.GetValue(growth), parsed.GetValue(profile), parsed.GetValue(server)),
            parsed.InvocationConfiguration.Output, TimeProvider.System, stop));
        return new RootCommand("Load and endurance of DispatchMap.") { circuits };
    }

    /// <summary>Numbers above zero with commas between them.</summary>
    private static int[]? ReadCounts(ArgumentResult result)
    {
        var texts = result.Tokens[0].Value.Split(',');
        var counts = texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0).ToArray();
        if (!counts.Contains(0))
            return counts;
        result.AddError("--counts must be numbers such as 100,500.");
        return null;
    }

    /// <summary>0 when no circuit has died.</summary>
    private static async Task<int> RunAsync(CircuitsOptions options, TextWriter output, TimeProvider time, CancellationToken stop)
    {
        var program = options.Server ?? await WebBuild.RunAsync(stop);
        await output.WriteLineAsync($"{Environment.ProcessorCount} cores, {Machine.Load()}");
        var steps = await CircuitsRun.RunAsync(options, program, output, time, stop);
        await output.WriteLineAsync($"\n{CircuitsReport.Of(steps)}");
        if (options.Raw)
            await output.WriteLineAsync(CircuitsReport.RawOf(steps));
        if (options.Growth)
            await GrowAsync(options, steps, program, output, time, stop);
        await output.WriteLineAsync($"{Machine.Load()} at the end");
        return steps.Any(step => step.Dead > 0) ? 1 : 0;
    }

    private static async Task GrowAsync(
        CircuitsOptions options, IReadOnlyList<Step> byDispatchers, string program, TextWriter output, TimeProvider time, CancellationToken stop)
    {
        var byVehicles = new List<Step>();
        foreach (var vehicles in CircuitsOptions.Fleets)
        {
            var one = options with { Vehicles = vehicles, Counts = [CircuitsOptions.Few], Slow = 0, Raw = false, Profile = false };
            byVehicles.AddRange(await CircuitsRun.RunAsync(one, program, output, time, stop));
        }

        await output.WriteLineAsync($"\n{CircuitsReport.Of(byVehicles)}");
        var plot = Path.Combine(Repository.Root, GrowthPlot.FileName);
        await File.WriteAllTextAsync(plot, GrowthPlot.Of(byDispatchers, byVehicles), stop);
        await output.WriteLineAsync($"The plot is {plot}");
    }
}
