namespace DispatchMap.Simulator.Traffic.Replay;

/// <summary>A recorded trip with the speeds and headings that the file does not hold.</summary>
internal sealed record Trip(string Vehicle, RecordedPoint[] Points)
{
    // Raw GPS of a standing car wanders by a metre or two: no motion, and no new heading.
    private const double NoiseMetres = 2.5;
    private const double StandingKmh = 1.5;
    private const double HeadingMetres = 5;
    private const double FastestKmh = 220;

    /// <param name="rows">In the order of time, no time twice, at least one.</param>
    public static Trip Derive(string vehicle, IReadOnlyList<(DateTimeOffset At, double Latitude, double Longitude)> rows)
    {
        var points = new RecordedPoint[rows.Count];
        var (heading, turnedAt) = (FirstHeading(rows), 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var (at, latitude, longitude) = rows[i];
            if (Geo.Metres(rows[turnedAt].Latitude, rows[turnedAt].Longitude, latitude, longitude) >= HeadingMetres)
            {
                heading = Geo.Bearing(rows[turnedAt].Latitude, rows[turnedAt].Longitude, latitude, longitude);
                turnedAt = i;
            }

            var speed = i > 0 ? SpeedKmh(rows[i - 1], rows[i], points[i - 1].SpeedKmh) : 0;
            points[i] = new RecordedPoint(at - rows[0].At, latitude, longitude, speed, Math.Round(heading, 1) % 360);
        }

        return new Trip(vehicle, points);
    }

    private static double SpeedKmh(
        (DateTimeOffset At, double Latitude, double Longitude) before,
        (DateTimeOffset At, double Latitude, double Longitude) now,
        double last)
    {
        var metres = Geo.Metres(before.Latitude, before.Longitude, now.Latitude, now.Longitude);
        var speed = metres / (now.At - before.At).TotalSeconds * 3.6;
        if (metres < NoiseMetres || speed < StandingKmh)
            return 0;

        // Faster than any car: the fix jumped, not the car.
        return speed > FastestKmh ? last : Math.Round(speed, 1);
    }

    private static double FirstHeading(IReadOnlyList<(DateTimeOffset At, double Latitude, double Longitude)> rows)
    {
        var (_, latitude, longitude) = rows[0];
        foreach (var row in rows)
        {
            if (Geo.Metres(latitude, longitude, row.Latitude, row.Longitude) >= HeadingMetres)
                return Geo.Bearing(latitude, longitude, row.Latitude, row.Longitude);
        }

        return 0;
    }
}
