using System.Globalization;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Words;

/// <summary>A vehicle's state in words. Nothing here claims more than the report did.</summary>
internal static class VehicleWords
{
    private static readonly string[] Points = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];

    /// <summary>As on a chip: <c>Never seen</c>.</summary>
    public static string Name(Connection connection) => connection is Connection.NeverSeen ? "Never seen" : connection.ToString();

    /// <summary>The sentence under the state of the card.</summary>
    public static string Sentence(VehicleRow row, UserTime time, DateTimeOffset now) => (row.Connection, row.Motion, row.LastMotion) switch
    {
        (Connection.NeverSeen, _, _) => "No position has ever arrived from this vehicle.",
        (Connection.Live, Motion.Moving, _) => $"Moving{At(row.SpeedKmh)}{Towards(row.HeadingDegrees)}.",
        (Connection.Live, Motion.Stopped, _) when row.StoppedSince is { } since => $"Stopped since {time.Near(since, now)}.",
        (Connection.Live, Motion.Stopped, _) => "Stopped.",
        (Connection.Live, _, _) => "Motion unknown: the report carries no speed.",
        (_, _, Motion.Moving) when row.Alerting => "Lost while it was moving.",
        (_, _, Motion.Moving) => "Motion unknown, was moving before.",
        (_, _, Motion.Stopped) => "Motion unknown, was stopped before.",
        _ => "Motion unknown, before as well.",
    };

    /// <summary>What is odd about the position, for whoever is about to rely on it; null when nothing is.</summary>
    public static string? Doubts(ReportDoubts doubts) => doubts switch
    {
        ReportDoubts.None => null,
        ReportDoubts.Jump => "The position jumped further than it could have driven.",
        ReportDoubts.ClockAhead => "The device's clock is wrong: times are when the report was received.",
        _ => "The position jumped further than it could have driven, and the device's clock is wrong.",
    };

    /// <summary>What the list may say of the past in two words: <c>87 km/h then</c>, <c>was stopped</c>.</summary>
    public static string Then(VehicleRow row) => row switch
    {
        { Connection: Connection.NeverSeen } => "",
        { LastMotion: Motion.Stopped } => "was stopped",
        { SpeedKmh: { } speed } => $"{Speed(speed)} km/h then",
        _ => "",
    };

    private static string? At(double? kmh) => kmh is { } speed ? $" at {Speed(speed)} km/h" : null;

    private static string? Towards(double? degrees) => degrees is { } heading ? $", heading {Point(heading)}" : null;

    private static string Point(double degrees) => Points[(int)Math.Round(degrees / 22.5) % Points.Length];

    /// <summary>Whole km/h.</summary>
    public static string Speed(double kmh) => Math.Round(kmh, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);

    /// <summary><c>131° SE</c></summary>
    public static string Heading(double degrees)
    {
        var whole = (int)Math.Round(degrees) % 360;
        return string.Create(CultureInfo.InvariantCulture, $"{whole}° {Point(degrees)}");
    }

    /// <summary>WGS84 as other maps accept it: <c>48.06908, 17.28051</c>.</summary>
    public static string Position(double latitude, double longitude) =>
        string.Create(CultureInfo.InvariantCulture, $"{latitude:F5}, {longitude:F5}");
}
