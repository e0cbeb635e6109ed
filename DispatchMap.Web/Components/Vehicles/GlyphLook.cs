using System.Globalization;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Components.Vehicles;

/// <summary>Which glyph stands for a vehicle: every step from Live on removes a claim.</summary>
/// <param name="Class">The colour of its connection.</param>
/// <param name="Shape">A reference into <c>Sprite.razor</c>.</param>
/// <param name="Turn">An SVG transform, or null for a shape that has no heading.</param>
internal readonly record struct GlyphLook(string Class, string Shape, string? Turn)
{
    public static GlyphLook Of(VehicleRow row)
    {
        var (shape, heads) = (row.Connection, row.Motion, row.LastMotion) switch
        {
            (Connection.Live, Motion.Moving, _) => ("#g-moving", true),
            (Connection.Live, Motion.Stopped, _) => ("#g-stopped", false),
            (Connection.Live, _, _) => ("#g-unknown", false),
            (Connection.Delayed, _, Motion.Moving) => ("#g-was-moving", true),
            (Connection.Delayed, _, Motion.Stopped) => ("#g-was-stopped", false),
            (Connection.Delayed, _, _) => ("#g-was-unknown", false),
            (Connection.Stale, _, _) => ("#g-stale", false),
            (Connection.Offline, _, _) => ("#g-offline", false),
            _ => ("#g-never", false),
        };
        // An arrow claims a direction: without one it would be a guess.
        if (heads && row.HeadingDegrees is null)
            (shape, heads) = (shape.Replace("moving", "unknown", StringComparison.Ordinal), false);
        return new(ClassOf(row.Connection), shape, heads ? Rotate(row.HeadingDegrees!.Value) : null);
    }

    /// <summary><c>s-live</c>, <c>s-delayed</c>, …</summary>
    public static string ClassOf(Connection connection) => "s-" + NameOf(connection);

    /// <summary><c>c-live</c>, <c>c-delayed</c>, …: the colour of a text.</summary>
    public static string TextClassOf(Connection connection) => "c-" + NameOf(connection);

    /// <summary><c>live</c>, …, <c>neverseen</c>: as tests and styles find a row by it.</summary>
    public static string WordOf(Connection connection) => connection is Connection.NeverSeen ? "neverseen" : NameOf(connection);

    private static string NameOf(Connection connection) => connection switch
    {
        Connection.Live => "live",
        Connection.Delayed => "delayed",
        Connection.Stale => "stale",
        Connection.Offline => "offline",
        _ => "never",
    };

    private static string Rotate(double degrees) => string.Create(CultureInfo.InvariantCulture, $"rotate({degrees:F0})");
}
