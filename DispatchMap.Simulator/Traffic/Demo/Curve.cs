namespace DispatchMap.Simulator.Traffic.Demo;

/// <summary>A Catmull-Rom curve through the points of a road, so that vehicles do not turn on the spot.</summary>
internal static class Curve
{
    private const double StepMetres = 80;

    /// <summary>Points from <paramref name="points"/>[i] to the next one, both among them exactly.</summary>
    public static (double Latitude, double Longitude)[] Between((double Latitude, double Longitude)[] points, int i)
    {
        var (from, to) = (points[i], points[i + 1]);
        var before = i > 0 ? points[i - 1] : from;
        var after = i + 2 < points.Length ? points[i + 2] : to;
        var metres = Geo.Metres(from.Latitude, from.Longitude, to.Latitude, to.Longitude);
        var steps = Math.Max(1, (int)(metres / StepMetres));
        var shape = new (double, double)[steps + 1];
        for (var step = 0; step <= steps; step++)
        {
            var t = (double)step / steps;
            shape[step] = (
                At(before.Latitude, from.Latitude, to.Latitude, after.Latitude, t),
                At(before.Longitude, from.Longitude, to.Longitude, after.Longitude, t));
        }

        (shape[0], shape[^1]) = (from, to);
        return shape;
    }

    private static double At(double before, double from, double to, double after, double t)
    {
        var (outOf, into) = ((to - before) / 2, (after - from) / 2);
        var (t2, t3) = (t * t, t * t * t);
        return (((2 * t3) - (3 * t2) + 1) * from) + ((t3 - (2 * t2) + t) * outOf)
            + (((3 * t2) - (2 * t3)) * to) + ((t3 - t2) * into);
    }
}
