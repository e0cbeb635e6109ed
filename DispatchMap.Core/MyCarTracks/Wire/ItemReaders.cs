using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>The items of the lists that this client reads.</summary>
internal static class ItemReaders
{
    /// <summary>An item of <c>/vehicles</c> or <c>/vehicles/lastPositions</c>.</summary>
    public static VehicleEntry? Vehicle(ref Utf8JsonReader reader, NameCache names, ref int flaws)
    {
        var message = default(WireMessage);
        message.Read(ref reader, names);
        if (ReportMapper.VehicleId(message) is not { } vehicleId)
            return null;

        VehicleReport? report = null;
        if (ReportMapper.HasPosition(message))
        {
            if (ReportMapper.TryMap(message, out var good) is null)
                report = good;
            else
                flaws++;
        }

        return new VehicleEntry(vehicleId, message.VehicleName ?? message.Name, message.UserName, message.GroupIds, report);
    }

    /// <summary>An item of the vehicle group list.</summary>
    public static VehicleGroup? Group(ref Utf8JsonReader reader, NameCache names, ref int flaws)
    {
        long? id = null;
        string? name = null;
        List<long>? vehicleIds = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.TextIs("id"u8) || reader.TextIs("groupId"u8);
            var isName = reader.TextIs("name"u8);
            var isMembers = reader.TextIs("vehicleIds"u8);
            reader.Read();
            if (isId)
                id = WireNumber.ReadId(ref reader);
            else if (isName)
                name = names.Read(ref reader);
            else if (isMembers && reader.TokenType == JsonTokenType.StartArray)
                WireArray.ReadIds(ref reader, vehicleIds ??= []);
            else
                reader.Skip();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }

        return id is { } known ? new VehicleGroup(known, name ?? $"Group {known}", vehicleIds) : null;
    }
}
