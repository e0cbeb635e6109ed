using System.Text.Json.Serialization;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Benchmarks.Encode;

/// <summary>A changed vehicle as a JSON list would say it, with short names and no more digits than a frame has.</summary>
internal readonly record struct JsonRow(
    long Id, double Lat, double Lon, long At, double? Speed, double? Heading, int Connection, int Motion, int LastMotion)
{
    public static JsonRow Of(VehicleRow row) => new(
        row.VehicleId, row.Latitude, row.Longitude, row.RecordedAt.GetValueOrDefault().ToUnixTimeMilliseconds(), row.SpeedKmh, row.HeadingDegrees,
        (int)row.Connection, (int)row.Motion, (int)row.LastMotion);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonRow[]))]
internal sealed partial class JsonRowContext : JsonSerializerContext;
