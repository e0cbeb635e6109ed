using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>Finds a property by its name without making a string of it.</summary>
internal static class WireFields
{
    public static WireField Find(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? FindEscaped(ref reader) : Find(reader.ValueSpan);

    /// <summary>Nobody escapes these names, but JSON allows it.</summary>
    private static WireField FindEscaped(ref Utf8JsonReader reader)
    {
        // Unescaping only ever shortens.
        Span<byte> name = stackalloc byte[128];
        try
        {
            return reader.ValueSpan.Length <= name.Length ? Find(name[..reader.CopyString(name)]) : WireField.Other;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return WireField.Other;
        }
    }

    /// <summary>The field of this name, not escaped.</summary>
    public static WireField Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => WireField.Id,
        3 when name.SequenceEqual("lat"u8) => WireField.Latitude,
        3 when name.SequenceEqual("lng"u8) || name.SequenceEqual("lon"u8) => WireField.Longitude,
        4 when name.SequenceEqual("type"u8) => WireField.Type,
        4 when name.SequenceEqual("name"u8) => WireField.Name,
        4 when name.SequenceEqual("code"u8) => WireField.Code,
        5 when name.SequenceEqual("speed"u8) => WireField.Speed,
        5 when name.SequenceEqual("carId"u8) => WireField.CarId,
        6 when name.SequenceEqual("userId"u8) => WireField.UserId,
        6 when name.SequenceEqual("sentAt"u8) => WireField.SentAt,
        7 when name.SequenceEqual("heading"u8) => WireField.Heading,
        7 when name.SequenceEqual("groupId"u8) => WireField.GroupId,
        8 when name.SequenceEqual("latitude"u8) => WireField.Latitude,
        8 when name.SequenceEqual("userName"u8) => WireField.UserName,
        8 when name.SequenceEqual("position"u8) => WireField.Position,
        8 when name.SequenceEqual("streamId"u8) => WireField.StreamId,
        9 when name.SequenceEqual("vehicleId"u8) => WireField.VehicleId,
        9 when name.SequenceEqual("longitude"u8) => WireField.Longitude,
        10 when name.SequenceEqual("recordedAt"u8) => WireField.RecordedAt,
        10 when name.SequenceEqual("receivedAt"u8) => WireField.ReceivedAt,
        10 when name.SequenceEqual("lastSeenAt"u8) => WireField.LastSeenAt,
        11 when name.SequenceEqual("vehicleName"u8) => WireField.VehicleName,
        11 when name.SequenceEqual("onlineState"u8) => WireField.OnlineState,
        12 when name.SequenceEqual("lastPosition"u8) => WireField.Position,
        15 when name.SequenceEqual("vehicleGroupIds"u8) => WireField.VehicleGroupIds,
        _ => WireField.Other,
    };
}
