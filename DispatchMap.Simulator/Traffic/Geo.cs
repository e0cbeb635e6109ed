namespace DispatchMap.Simulator.Traffic;

/// <summary>Distances and bearings, flat: good to a few parts in a thousand over the tens of kilometres that matter here.</summary>
internal static class Geo
{
    public const double MetresPerDegree = 111_195;

    private const double Radians = Math.PI / 180;

    public static double Metres(double latitude, double longitude, double toLatitude, double toLongitude)
    {
        var north = toLatitude - latitude;
        var east = (toLongitude - longitude) * Math.Cos((latitude + toLatitude) / 2 * Radians);
        return Math.Sqrt((north * north) + (east * east)) * MetresPerDegree;
    }

    /// <summary>Degrees clockwise from north, 0 up to 360.</summary>
    public static double Bearing(double latitude, double longitude, double toLatitude, double toLongitude)
    {
        var north = toLatitude - latitude;
        var east = (toLongitude - longitude) * Math.Cos((latitude + toLatitude) / 2 * Radians);
        return Turned(Math.Atan2(east, north) / Radians);
    }

    public static double EastDegrees(double metres, double latitude) => metres / (MetresPerDegree * Math.Cos(latitude * Radians));

    public static double NorthDegrees(double metres) => metres / MetresPerDegree;

    /// <summary>Any angle as 0 up to 360.</summary>
    public static double Turned(double degrees)
    {
        var turned = degrees % 360;
        return turned < 0 ? turned + 360 : turned;
    }

    /// <summary>0 to 180: how far two bearings are apart.</summary>
    public static double Apart(double one, double other) => Math.Abs(Turned(one - other + 180) - 180);
}
