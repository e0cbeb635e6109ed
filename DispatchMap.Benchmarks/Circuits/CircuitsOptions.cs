namespace DispatchMap.Benchmarks.Circuits;

/// <summary>What a run is asked for.</summary>
/// <param name="Counts">Dispatchers, step by step.</param>
/// <param name="Changes">Vehicles that report, per second.</param>
/// <param name="Slow">Dispatchers who stop reading for a minute.</param>
/// <param name="Apart">Whether each dispatcher looks at another part of the fleet's area instead of all of it.</param>
/// <param name="Raw">Whether a bare WebSocket server is measured beside it.</param>
/// <param name="Growth">Whether to go on with small and large fleets.</param>
/// <param name="Profile">Whether to say where the server's time and memory go.</param>
/// <param name="Server">DispatchMap.Web.dll; null builds this repository's.</param>
internal sealed record CircuitsOptions(
    IReadOnlyList<int> Counts, int Vehicles, int Changes, TimeSpan Window, int Slow, bool Apart, bool Raw, bool Growth, bool Profile, string? Server)
{
    /// <summary>Vehicles of the further runs that show how the cost grows with them.</summary>
    public static readonly IReadOnlyList<int> Fleets = [1_000, 10_000, 50_000, 100_000];

    /// <summary>Dispatchers in those.</summary>
    public const int Few = 100;

    /// <summary>The product's time between two frames for so many browsers (PushPace): the part of a lag that is meant.</summary>
    public static TimeSpan FrameInterval(int dispatchers) => TimeSpan.FromMilliseconds(Math.Max(250, dispatchers / 1.5));

    /// <summary>Dispatchers whose frames are decoded; more would take the processor from the server.</summary>
    public const int Sample = 10;

    /// <summary>After the load has begun, before it is measured.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
}
