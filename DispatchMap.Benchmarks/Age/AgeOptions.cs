namespace DispatchMap.Benchmarks.Age;

/// <summary>One load of a fleet: so many vehicles, each reporting once per interval, watched for so long.</summary>
internal sealed record AgeOptions(int Vehicles, TimeSpan Interval, TimeSpan Watched)
{
    /// <summary>What the promise is about.</summary>
    public static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(500);

    /// <summary>Vehicles that the page looks at: all of them with each frame would be a load of its own.</summary>
    public const int Sampled = 500;
}
