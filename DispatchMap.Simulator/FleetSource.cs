namespace DispatchMap.Simulator;

/// <summary>Where the vehicles of an emulator come from.</summary>
public abstract record FleetSource
{
    private FleetSource()
    {
    }

    /// <summary>62 vehicles in 4 groups on the roads around Bratislava, two of them never seen.</summary>
    public static FleetSource Demo { get; } = new DemoFleet();

    /// <summary>No vehicles: the caller adds them and reports for them.</summary>
    public static FleetSource Empty { get; } = new EmptyFleet();

    /// <summary>Vehicles spread over central Europe, 1 to 100,000.</summary>
    public static FleetSource Generated(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 100_000);
        return new GeneratedFleet(count);
    }

    /// <summary>
    /// Recorded trips: a CSV file with the columns vehicle, timestamp, latitude, longitude. Starting the emulator throws
    /// <see cref="ReplayFileException"/> when it cannot be read.
    /// </summary>
    public static FleetSource Replay(string path) => new ReplayFleet(path);

    internal sealed record DemoFleet : FleetSource;

    internal sealed record EmptyFleet : FleetSource;

    internal sealed record GeneratedFleet(int Count) : FleetSource;

    internal sealed record ReplayFleet(string Path) : FleetSource;
}
