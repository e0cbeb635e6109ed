using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>A part of the map, WGS84 degrees. East of a <paramref name="West"/> of 170 and west of an <paramref name="East"/> of −170 lies the date line.</summary>
public readonly record struct MapArea(double South, double West, double North, double East)
{
    private const int Degrees = 360;

    /// <summary>The area of two corners, or null when they are none. Longitudes may go round the earth more than once, as on a map that was panned far.</summary>
    public static MapArea? Of(double south, double west, double north, double east)
    {
        if (!(double.IsFinite(west) && double.IsFinite(east) && south <= north && west <= east))
            return null;
        return east - west >= 360 ? new(south, -180, north, 180) : new(south, Turned(west), north, Turned(east));
    }

    /// <summary>The smallest area around all that have a position, over the date line if that is shorter; null when none has one.</summary>
    public static MapArea? Around(IEnumerable<VehicleRow> rows)
    {
        var (south, north) = (double.PositiveInfinity, double.NegativeInfinity);
        var (west, east) = (new double[Degrees], new double[Degrees]);
        Array.Fill(west, double.PositiveInfinity);
        Array.Fill(east, double.NegativeInfinity);
        foreach (var row in rows)
        {
            if (double.IsNaN(row.Latitude))
                continue;
            (south, north) = (Math.Min(south, row.Latitude), Math.Max(north, row.Latitude));
            var degree = Math.Min((int)(row.Longitude + 180), Degrees - 1);
            (west[degree], east[degree]) = (Math.Min(west[degree], row.Longitude), Math.Max(east[degree], row.Longitude));
        }

        if (south > north)
            return null;

        // The widest strip of degrees without a vehicle is left out.
        int[] taken = [.. Enumerable.Range(0, Degrees).Where(degree => west[degree] <= east[degree])];
        var (first, widest) = (taken[0], -1);
        for (var i = 0; i < taken.Length; i++)
        {
            var next = taken[(i + 1) % taken.Length];
            var gap = (next - taken[i] - 1 + Degrees) % Degrees;
            if (gap >= widest)
                (first, widest) = (next, gap);
        }

        var last = taken[(Array.IndexOf(taken, first) + taken.Length - 1) % taken.Length];
        return new(south, west[first], north, east[last]);
    }

    private static double Turned(double longitude) => longitude is >= -180 and <= 180 ? longitude : longitude - (360 * Math.Floor((longitude + 180) / 360));
}
