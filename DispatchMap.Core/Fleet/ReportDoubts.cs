namespace DispatchMap.Core.Fleet;

/// <summary>What is odd about a report that is shown all the same.</summary>
public enum ReportDoubts : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>From the fix before it the vehicle would have had to go faster than 400 km/h.</summary>
    Jump = 1,

    /// <summary>The device's clock is more than five minutes ahead of the vendor's: the vendor's time is shown instead.</summary>
    ClockAhead = 2,
}
