namespace DispatchMap.Core.Fleet;

/// <summary>The two-axis truth: what the age and the speed of a report say about its vehicle.</summary>
internal sealed record FreshnessRules(TimeSpan Live, TimeSpan Delayed, TimeSpan Stale, double MovingKmh)
{
    /// <summary>For how long a loss is news, from the last position on: a shift.</summary>
    private static readonly TimeSpan AlertFor = TimeSpan.FromHours(8);

    /// <summary>The rules for a stream whose positions are checked at an interval.</summary>
    public static FreshnessRules For(FreshnessOptions options, TimeSpan interval)
    {
        var patient = interval * options.LiveIntervals;
        return new(patient > options.Live ? patient : options.Live, options.Delayed, options.Stale, options.MovingKmh);
    }

    /// <summary>The connection at an age, which includes its threshold. A report from just ahead of the clock is Live.</summary>
    public Connection ConnectionAt(long ageTicks) =>
        ageTicks <= Live.Ticks ? Connection.Live :
        ageTicks <= Delayed.Ticks ? Connection.Delayed :
        ageTicks <= Stale.Ticks ? Connection.Stale : Connection.Offline;

    /// <summary>Whether a vehicle in this state was lost while it moved. One that is parked and quiet is no alarm.</summary>
    public static bool IsAlerting(Connection connection, Motion lastMotion, long ageTicks) =>
        connection is Connection.Stale or Connection.Offline && lastMotion == Motion.Moving && ageTicks <= AlertFor.Ticks;

    /// <summary>What a reported speed says; NaN says nothing.</summary>
    public Motion MotionAt(double speedKmh) =>
        double.IsNaN(speedKmh) ? Motion.Unknown : speedKmh > MovingKmh ? Motion.Moving : Motion.Stopped;
}
