using System.Globalization;
using System.Text;
using DispatchMap.Benchmarks.Circuits.Server;

namespace DispatchMap.Benchmarks.Circuits;

/// <summary>Where the server's time and memory go. Taking it stops the server for seconds, so nothing is measured after it.</summary>
internal static class ServerProfile
{
    private const int Lines = 40;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(6);

    public static async Task<string> TakeAsync(int process, TimeProvider time, CancellationToken stop)
    {
        var text = new StringBuilder();
        var profile = await CpuProfile.TakeAsync(process, Watched, time, stop);
        Add(text, "Methods that ran", profile.Own, profile.Samples);
        Add(text, "Methods on the stack", profile.Total, profile.Samples);
        Add(text, "On behalf of", profile.OnBehalfOf, profile.Samples);
        Add(text, "Waiting for a lock on behalf of", profile.Waiting, profile.Samples);
        var garbage = profile.Garbage;
        text.AppendLine(CultureInfo.InvariantCulture, $"\nAllocated {garbage.Bytes / 1e6:0.0} MB/s; collections of generation 0, 1, 2: {string.Join(", ", garbage.Collections)}; paused {100 * garbage.PausedPart:0.0} % of the time (the profile's own pauses too)");
        Add(text, "Allocated types", garbage.Types);
        Add(text, "Allocated on behalf of", garbage.OnBehalfOf);
        var census = await HeapCensus.TakeAsync(process, types: true, stop);
        text.AppendLine(CultureInfo.InvariantCulture, $"\nManaged memory, {census.Bytes / 1e6:0} MB:");
        foreach (var (type, bytes, objects) in census.Types.Take(Lines))
            text.AppendLine(CultureInfo.InvariantCulture, $"{bytes / 1e6,8:0.00} MB {objects,9} {type}");
        return text.ToString();
    }

    private static void Add(StringBuilder text, string title, IReadOnlyList<(string Name, double Bytes)> sums)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"\n{title}, MB/s:");
        foreach (var (name, bytes) in sums.Take(Lines))
            text.AppendLine(CultureInfo.InvariantCulture, $"{bytes / 1e6,6:0.0} {name}");
    }

    private static void Add(StringBuilder text, string title, IReadOnlyList<(string Method, int Count)> methods, int samples)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"\n{title}, of {samples} samples:");
        foreach (var (method, count) in methods.Take(Lines))
            text.AppendLine(CultureInfo.InvariantCulture, $"{100.0 * count / samples,6:0.0} % {method}");
    }
}
