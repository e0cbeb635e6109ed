using System.Collections.Immutable;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Words;

/// <summary>What a vehicle's remembered reports say about its habits.</summary>
/// <param name="Interval">The median time between reports; null with fewer than three reports.</param>
/// <param name="LagLow">The lag that one report in ten beats; null when lags are unknown.</param>
/// <param name="LagHigh">The lag that nine reports in ten beat.</param>
public readonly record struct ReportRhythm(TimeSpan? Interval, TimeSpan? LagLow, TimeSpan? LagHigh)
{
    private const int Enough = 3;

    public static ReportRhythm Of(ImmutableArray<ReportMark> reports)
    {
        if (reports.Length < Enough)
            return default;
        var gaps = reports.Zip(reports.Skip(1), (a, b) => b.RecordedAt - a.RecordedAt).Where(gap => gap > TimeSpan.Zero).Order().ToArray();
        var lags = reports.Where(report => report.Lag >= TimeSpan.Zero).Select(report => report.Lag!.Value).Order().ToArray();
        return new(
            gaps.Length == 0 ? null : gaps[gaps.Length / 2],
            lags.Length < Enough ? null : lags[lags.Length / 10],
            lags.Length < Enough ? null : lags[lags.Length * 9 / 10]);
    }

    /// <summary>How many usual intervals have passed without a report.</summary>
    public int Missed(TimeSpan sinceLast) => Interval is { } interval ? Math.Max(0, (int)(sinceLast / interval) - 1) : 0;
}
