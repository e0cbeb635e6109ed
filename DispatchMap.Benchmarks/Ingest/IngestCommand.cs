using System.CommandLine;

namespace DispatchMap.Benchmarks.Ingest;

/// <summary><c>dotnet run -c Release --project DispatchMap.Benchmarks -- ingest</c></summary>
internal static class IngestCommand
{
    public static RootCommand Create()
    {
        var ingest = new Command("ingest", "From the bytes of a stream message to the fleet, beside a source-generated JsonSerializer.");
        ingest.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(IngestRun.Run()));
        return new RootCommand("Load and endurance of DispatchMap.") { ingest };
    }
}
