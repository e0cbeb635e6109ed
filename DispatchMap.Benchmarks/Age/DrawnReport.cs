namespace DispatchMap.Benchmarks.Age;

/// <summary>A report that a dispatcher sees. All times in ms since 1970, by the clock of this machine.</summary>
/// <param name="Id">The vehicle's.</param>
/// <param name="RecordedMs">When it was recorded.</param>
/// <param name="BeforeMs">When the vehicle's report before it was.</param>
/// <param name="ArrivedMs">When its frame was in the page.</param>
/// <param name="DrawnMs">When the canvas showed it: from then on the marker is on its way to that place, or there.</param>
internal readonly record struct DrawnReport(long Id, long RecordedMs, long BeforeMs, long ArrivedMs, long DrawnMs)
{
    private const long ShortestGlideMs = 300;
    private const long LongestGlideMs = 6000;

    /// <summary>How long the marker then takes to that place: as <c>glideRule.ts</c> has it.</summary>
    public long GlideMs => Math.Clamp(RecordedMs - BeforeMs, ShortestGlideMs, LongestGlideMs);
}
