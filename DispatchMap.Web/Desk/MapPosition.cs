namespace DispatchMap.Web.Desk;

/// <summary>Where the map looks.</summary>
/// <param name="Latitude">WGS84 degrees, −90 to 90.</param>
/// <param name="Longitude">WGS84 degrees, −180 to 180.</param>
/// <param name="Zoom">Web map zoom, 0 to 22; fractions allowed.</param>
public sealed record MapPosition(double Latitude, double Longitude, double Zoom)
{
    /// <summary>Null when the numbers are not a place on a map: they come from a browser or a link.</summary>
    public static MapPosition? From(double latitude, double longitude, double zoom) =>
        Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 && zoom is >= 0 and <= 22
            ? new(Math.Round(latitude, 5), Math.Round(longitude, 5), Math.Round(zoom, 2))
            : null;
}
