namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>The fields without which a vehicle is not on the map, under each name this client knows.</summary>
internal static class Essentials
{
    private static readonly string[][] Fields =
    [
        ["vehicleId", "id", "carId"], ["latitude", "lat"], ["longitude", "lon", "lng"], ["recordedAt", "receivedAt"],
    ];

    /// <param name="names">Names seen; those within an object have its name and a dot before them.</param>
    public static bool AreIn(IEnumerable<string> names)
    {
        var seen = names.Select(name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]).ToHashSet(StringComparer.Ordinal);
        return Array.TrueForAll(Fields, field => Array.Exists(field, seen.Contains));
    }
}
