using System.Text.Json.Serialization;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Benchmarks.Ingest;

/// <summary>A stream message as one would write it down for <c>JsonSerializer</c>.</summary>
internal sealed record JsonEvent(
    string Type, long VehicleId, string? VehicleName, long? UserId, string? UserName, double Latitude, double Longitude, double? Speed, double? Heading,
    DateTimeOffset RecordedAt, DateTimeOffset? ReceivedAt, string? OnlineState)
{
    public VehicleReport Report => new(VehicleId, Latitude, Longitude, RecordedAt, ReceivedAt, Speed, Heading, VehicleName, UserId, UserName, OnlineState);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonEvent))]
internal sealed partial class JsonEventContext : JsonSerializerContext;
