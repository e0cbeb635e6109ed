using System.Globalization;
using DispatchMap.Core.Frames;

namespace DispatchMap.Benchmarks.Encode;

/// <summary>What it takes to tell browsers of a large fleet that each look at another part of it: none can share its frame with another.</summary>
internal sealed class WindowRun
{
    private const int Vehicles = 100_000;
    private const int Changes = 2_000;
    private const int Browsers = 100;
    private const int Turns = 15;
    private const int WarmUp = 3;
    private const int Steps = 5;

    private readonly EncodeFleet _fleet = new(Vehicles);
    private readonly FleetWindow[] _windows = [.. Enumerable.Range(0, Browsers).Select(Window)];

    /// <summary>A sentence.</summary>
    public static string Run()
    {
        var run = new WindowRun();
        var work = new Work("windows");
        var version = run._fleet.State.Version;
        run.Encode(0);
        long bytes = 0;
        for (var turn = -WarmUp; turn < Turns; turn++)
        {
            bytes = 0;
            for (var step = 0; step < Steps; step++)
            {
                run._fleet.Move(Changes);
                work.Add(Browsers, () => bytes += run.Encode(version));
                version = run._fleet.State.Version;
            }

            work.EndTurn(turn >= 0);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Browsers} browsers that each see another part of {Vehicles} vehicles, {Changes} changed: {work.Seconds * 1e6:0} µs, {bytes / (double)(Steps * Browsers):0} bytes and {work.Allocated / 1e3:0.0} kB allocated per browser\n");
    }

    private long Encode(long since) => _windows.Sum(window => _fleet.State.EncodeSince(_fleet.State.Epoch, since, window).Sum(frame => frame.Length));

    /// <summary>A sixth of the fleet's area.</summary>
    private static FleetWindow Window(int number)
    {
        var (south, west) = (47 + (number * 0.618034 % 1 * 1.8), 14 + (number * 0.381966 * 7 % 1 * 4.8));
        var window = new FleetWindow();
        window.LookAt(MapArea.Of(south, west, south + 1.2, west + 3.2), []);
        return window;
    }
}
