namespace DispatchMap.Benchmarks.Soak;

/// <summary>What a soak holds the feeds to. Each name is a line of the report.</summary>
internal static class Promise
{
    /// <summary>At a quiet moment a feed or a browser holds another position than the vehicle's newest.</summary>
    public const string Lost = "positions lost";

    /// <summary>
    /// A browser was told a position as new that it had been told before: the recorded time of a vehicle went back, or came
    /// again with other coordinates. The same record sent again because a state changed is no new position.
    /// </summary>
    public const string Doubled = "positions doubled";

    /// <summary>A browser was told a position that the vehicle never made.</summary>
    public const string Invented = "positions invented";

    /// <summary>A vehicle was shown Offline that was neither said to be nor silent for long enough (<see cref="TrueVehicle.MayBeOffline"/>).</summary>
    public const string FalseOffline = "false offline";

    /// <summary>At a quiet moment a feed or a browser shows a vehicle that does not belong, or lacks one that does.</summary>
    public const string Members = "wrong members";

    /// <summary>A feed was not Live, or not up to date, in time after the faults were over.</summary>
    public const string Recovered = "feeds not recovered in time";

    /// <summary>A delta did not fit what the browser held though nothing had been lost on the way.</summary>
    public const string Frames = "frames that did not fit";

    /// <summary>Errors logged by the application, and exceptions nobody observed.</summary>
    public const string Errors = "faults of our own";

    public static readonly string[] All = [Lost, Doubled, Invented, FalseOffline, Members, Recovered, Frames, Errors];
}
