namespace DispatchMap.Benchmarks.Circuits;

/// <summary>Who else is at work.</summary>
internal static class Machine
{
    private const string File = "/proc/loadavg";

    /// <summary>How many processes want the processors, on average over the last one and five minutes.</summary>
    public static string Load() => System.IO.File.Exists(File)
        ? $"load {string.Join(' ', System.IO.File.ReadAllText(File).Split(' ').Take(2))}"
        : "load not known";
}
