namespace DispatchMap.Core.Fleet;

/// <summary>The newest report of a vehicle that was dated more than five minutes after the vendor had received it.</summary>
internal sealed class AheadReport
{
    /// <summary>How long a vehicle must have been without an ordinary report until such a one is shown: one alone is a glitch.</summary>
    public static readonly long Patience = TimeSpan.FromMinutes(2).Ticks;

    public HeldReport Report;
}
