using System.CommandLine;

namespace DispatchMap.Benchmarks.Encode;

/// <summary><c>dotnet run -c Release --project DispatchMap.Benchmarks -- encode</c></summary>
internal static class EncodeCommand
{
    public static RootCommand Create()
    {
        var encode = new Command("encode", "From the fleet's state to the bytes of a frame, beside JSON and plain rows.");
        encode.SetAction(parsed => parsed.InvocationConfiguration.Output.Write($"{EncodeRun.Run()}\n{WindowRun.Run()}"));
        return new RootCommand("Load and endurance of DispatchMap.") { encode };
    }
}
