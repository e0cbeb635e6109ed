using System.Globalization;
using System.Text;

namespace DispatchMap.Benchmarks.Age;

/// <summary>What came out for one load.</summary>
/// <param name="BeyondMs">From the vendor's having it to the screen.</param>
/// <param name="ToPageMs">The part of it until the frame was in the page.</param>
/// <param name="AgeMs">From recording to the screen.</param>
internal sealed record AgeResult(AgeOptions Options, long[] BeyondMs, long[] ToPageMs, long[] AgeMs, long[] GlideMs, double FramesPerSecond, string Load)
{
    public bool Kept => BeyondMs.Length > 0 && At(BeyondMs, 0.95) <= AgeOptions.Aim.TotalMilliseconds;

    public static long At(long[] sorted, double share) => sorted.Length == 0 ? -1 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}

/// <summary>The results as a Markdown table.</summary>
internal static class AgeReport
{
    public static string Of(IEnumerable<AgeResult> results)
    {
        var text = new StringBuilder("""
            | vehicles | every | samples | beyond the vendor's delay, ms: p50 | p95 | p99 | of it to the page: p50 | p95 | whole age: p50 | p95 | glide then | fps | load |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var result in results)
        {
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {result.Options.Vehicles:N0} | {result.Options.Interval.TotalSeconds} s | {result.BeyondMs.Length:N0} | {Row(result.BeyondMs, 0.5, 0.95, 0.99)} | {Row(result.ToPageMs, 0.5, 0.95)} | {Row(result.AgeMs, 0.5, 0.95)} | {AgeResult.At(result.GlideMs, 0.5) / 1000.0:0.0} s | {result.FramesPerSecond:0} | {result.Load} |"));
        }

        return text.ToString();
    }

    private static string Row(long[] sorted, params double[] shares) => string.Join(" | ", shares.Select(share => AgeResult.At(sorted, share)));
}
