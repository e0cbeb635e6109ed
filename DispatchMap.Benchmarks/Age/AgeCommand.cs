using System.CommandLine;
using System.Globalization;
using DispatchMap.Benchmarks.Circuits;
using DispatchMap.Benchmarks.Circuits.Server;

namespace DispatchMap.Benchmarks.Age;

/// <summary><c>dotnet run -c Release --project DispatchMap.Benchmarks -- age --help</c></summary>
internal static class AgeCommand
{
    public static RootCommand Create()
    {
        var loads = new Option<string>("--loads")
        {
            Description = "Vehicles and the seconds between two reports of each, such as 2000:10,10000:5", DefaultValueFactory = _ => "2000:10,10000:5",
        };
        var seconds = new Option<int>("--seconds") { Description = "How long each load is watched", DefaultValueFactory = _ => 60 };
        loads.Validators.Add(result =>
        {
            if (Parse(result.GetValueOrDefault<string>()).Count == 0)
                result.AddError("--loads must be like 2000:10,10000:5.");
        });
        var age = new Command("age", "How old what a dispatcher sees is, beyond the vendor's own delay: vendor, product and browser end to end.") { loads, seconds };
        age.SetAction((parsed, stop) => RunAsync(
            [.. Parse(parsed.GetRequiredValue(loads)).Select(load => new AgeOptions(load.Vehicles, load.Interval, TimeSpan.FromSeconds(parsed.GetValue(seconds))))],
            parsed.InvocationConfiguration.Output, TimeProvider.System, stop));
        return new RootCommand("Load and endurance of DispatchMap.") { age };
    }

    /// <summary>0 when every load is within the aim.</summary>
    private static async Task<int> RunAsync(IReadOnlyList<AgeOptions> loads, TextWriter output, TimeProvider time, CancellationToken stop)
    {
        var program = await WebBuild.RunAsync(stop);
        await output.WriteLineAsync($"{Environment.ProcessorCount} cores, {Machine.Load()}");
        var results = new List<AgeResult>();
        foreach (var load in loads)
            results.Add(await AgeRun.RunAsync(load, program, output, time, stop));
        await output.WriteLineAsync($"\n{AgeReport.Of(results)}");
        return results.All(result => result.Kept) ? 0 : 1;
    }

    /// <summary>Nothing when any of it makes no sense.</summary>
    private static List<(int Vehicles, TimeSpan Interval)> Parse(string? text)
    {
        var loads = new List<(int Vehicles, TimeSpan Interval)>();
        foreach (var part in (text ?? "").Split(','))
        {
            if (part.Split(':') is not [var vehicles, var seconds]
                || !int.TryParse(vehicles, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 100_000
                || !double.TryParse(seconds, CultureInfo.InvariantCulture, out var interval) || interval is < 1 or > 3600)
                return [];
            loads.Add((count, TimeSpan.FromSeconds(interval)));
        }

        return loads;
    }
}
