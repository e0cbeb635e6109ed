using System.CommandLine;

namespace DispatchMap.Benchmarks.Soak;

/// <summary><c>dotnet run -c Release --project DispatchMap.Benchmarks -- soak --help</c></summary>
internal static class SoakCommand
{
    public static RootCommand Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long, 0.5 to 10080", DefaultValueFactory = _ => 10 };
        var vehicles = new Option<int>("--vehicles") { Description = "1000 to 100000", DefaultValueFactory = _ => 5000 };
        var feeds = new Option<int>("--feeds") { Description = "Scopes, 5 to 200", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same fleet and same order of faults", DefaultValueFactory = _ => 1 };
        minutes.Require(0.5, 10_080);
        vehicles.Require(1000, 100_000);
        feeds.Require(5, 200);

        var soak = new Command("soak", "The real client and feeds on real loopback sockets, against a simulated vendor that fails every few seconds.")
        {
            minutes, vehicles, feeds, seed,
        };
        soak.SetAction(async (parsed, stop) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var options = new SoakOptions(
                parsed.GetValue(minutes), parsed.GetValue(vehicles), parsed.GetValue(feeds), parsed.GetValue(seed));
            var report = await SoakRun.RunAsync(options, output, stop);
            await output.WriteLineAsync(report.ToString().AsMemory(), CancellationToken.None);
            return report.Kept ? 0 : 1;
        });
        return new RootCommand("Load and endurance of DispatchMap.") { soak };
    }
}
