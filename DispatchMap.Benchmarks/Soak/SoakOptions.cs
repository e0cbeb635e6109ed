namespace DispatchMap.Benchmarks.Soak;

/// <summary>What a soak is asked for.</summary>
internal sealed record SoakOptions(double Minutes, int Vehicles, int Feeds, int Seed)
{
    /// <summary>Shorter stretches of faults than this leave too little time for a list that is up to a minute old to be read again.</summary>
    public static readonly TimeSpan ChurnNeeds = TimeSpan.FromSeconds(65);

    /// <summary>A shorter run has more quiet moments instead of stretches that are long enough for everything.</summary>
    private static readonly TimeSpan ShortestWhole = TimeSpan.FromMinutes(4);

    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan StreamLifetime = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan Live = TimeSpan.FromSeconds(20);

    public static readonly TimeSpan Delayed = TimeSpan.FromSeconds(40);

    /// <summary>A vehicle is offline after this silence: short, so that blindness of the feed would show within the run.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(60);

    /// <summary>Seconds between position checks, the longest of any scope.</summary>
    public const int LongestInterval = 10;

    /// <summary>
    /// For how long a feed may not yet know of a report: the watchdog's limit (two heartbeats and 5 s), the blink of 2 s, the
    /// longest interval of a scope, and 3 s for a busy machine.
    /// </summary>
    public static readonly TimeSpan Blindness = 2 * Heartbeat + TimeSpan.FromSeconds(5 + 2 + LongestInterval + 3);

    public TimeSpan Duration => TimeSpan.FromMinutes(Minutes);

    /// <summary>How long faults are made before the next quiet moment.</summary>
    public TimeSpan Stretch => TimeSpan.FromSeconds(Math.Clamp(
        Duration.TotalSeconds / 9, Duration < ShortestWhole ? 15 : ChurnNeeds.TotalSeconds + 1, 80));

    /// <summary>Whether there is time for vehicles to join and leave.</summary>
    public bool TriesMembers => Stretch >= ChurnNeeds;
}
