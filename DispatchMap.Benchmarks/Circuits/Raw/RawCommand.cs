using System.CommandLine;

namespace DispatchMap.Benchmarks.Circuits.Raw;

/// <summary>For <see cref="RawRun"/> only.</summary>
internal static class RawCommand
{
    public const string Name = "circuits-raw";

    public static RootCommand Create()
    {
        var raw = new Command(Name, "A bare WebSocket server.") { Hidden = true };
        raw.SetAction((parsed, stop) => RawServer.RunAsync(parsed.InvocationConfiguration.Output, TimeProvider.System, stop));
        return new RootCommand("Load and endurance of DispatchMap.") { raw };
    }
}
