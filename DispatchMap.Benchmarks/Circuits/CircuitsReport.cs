using System.Globalization;
using System.Text;
using DispatchMap.Benchmarks.Circuits.Raw;

namespace DispatchMap.Benchmarks.Circuits;

/// <summary>Tables of steps, in Markdown.</summary>
internal static class CircuitsReport
{
    public static string Of(IEnumerable<Step> steps)
    {
        var table = new StringBuilder(
            "| vehicles | dispatchers | server, % of a core | of it kernel | idle pages | per frame | frames/s each | bytes per frame | per changed vehicle | to all, MB/s |"
            + " managed, idle | managed, busy | working set | lag p50 · p95 · p99 | p95 beyond the interval | client, % of a core | dead |\n| "
            + string.Join(" | ", Enumerable.Repeat("---", 17)) + " |\n");
        foreach (var step in steps)
            table.AppendLine(Row(step));
        return table.ToString();
    }

    public static string RawOf(IEnumerable<Step> steps)
    {
        var table = new StringBuilder(
            "| dispatchers | product, per frame | bare, per frame | ratio | bare and spinning | ratio |\n| " + string.Join(" | ", Enumerable.Repeat("---", 6)) + " |\n");
        foreach (var step in steps)
        {
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {step.Dispatchers} | {Median(turn => turn.Product):0} µs | {Median(turn => turn.Bare):0} µs | {Median(turn => turn.Product / turn.Bare):0.0} | {Median(turn => turn.Spinning):0} µs | {Median(turn => turn.Product / turn.Spinning):0.0} |");

            double Median(Func<RawTurn, double> of) => step.Turns.Select(of).Order().ElementAt(step.Turns.Count / 2);
        }

        return table.ToString();
    }

    private static string Row(Step step) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {step.Vehicles} | {step.Dispatchers} | {100 * step.Cores:0} | {100 * step.Kernel:0} | {100 * step.IdleCores:0} | {step.PerFrame:0} µs | {step.Frames / step.Dispatchers:0.0} | {step.FrameBytes / 1e3:0.0} kB | {step.PerVehicle:0.0} B | {step.Received / 1e6:0.0} | {step.Idle / 1e3:0} kB | {step.Busy / 1e3:0} kB | {step.WorkingSet / 1e6:0} MB | {step.LagP50:0} · {step.LagP95:0} · {step.LagP99:0} ms | {step.LagP95 - CircuitsOptions.FrameInterval(step.Dispatchers).TotalMilliseconds:0} ms | {100 * step.Client:0} | {step.Dead} |");
}
