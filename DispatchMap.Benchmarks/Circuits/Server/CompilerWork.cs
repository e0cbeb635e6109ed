using System.Globalization;

namespace DispatchMap.Benchmarks.Circuits.Server;

/// <summary>
/// A young .NET process compiles again what is called often. A server that runs for days does so for its first minute or two, so
/// nothing is measured until that is over.
/// </summary>
internal static class CompilerWork
{
    /// <summary>The compiler's thread, as the kernel cuts its name.</summary>
    private const string Thread = ".NET Tiered Com";

    private const double QuietPart = 0.005;
    private const int TicksPerSecond = 100;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a process at work hardly compiles any more; where threads cannot be looked at, for as long as that takes at most.</summary>
    public static async Task UntilOverAsync(int process, TimeProvider time, CancellationToken stop)
    {
        var (begun, before) = (time.GetTimestamp(), Seconds(process));
        while (time.GetElapsedTime(begun) < Limit)
        {
            await Task.Delay(Round, time, stop);
            var now = Seconds(process);
            if (now - before < QuietPart * Round.TotalSeconds)
                return;
            before = now;
        }
    }

    /// <summary>Processor time of the compiler so far; not a number where that is not known.</summary>
    private static double Seconds(int process)
    {
        var tasks = new DirectoryInfo($"/proc/{process}/task");
        if (!tasks.Exists)
            return double.NaN;
        return tasks.EnumerateDirectories().Where(task => Read(task, "comm").StartsWith(Thread, StringComparison.Ordinal)).Sum(task => TicksOf(Read(task, "stat"))) / TicksPerSecond;
    }

    /// <summary>In user and in kernel mode: the 14th and the 15th word, of which the second, in parentheses, may be several.</summary>
    private static double TicksOf(string stat)
    {
        var words = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 13 ? 0 : double.Parse(words[11], CultureInfo.InvariantCulture) + double.Parse(words[12], CultureInfo.InvariantCulture);
    }

    /// <summary>Nothing when the thread has ended meanwhile.</summary>
    private static string Read(DirectoryInfo task, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task.FullName, file));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
