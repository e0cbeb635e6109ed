using System.Text.Json;
using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Streams;

/// <summary>What a stream was asked for.</summary>
/// <param name="VehicleIds">Null when not by vehicle.</param>
/// <param name="GroupIds">Null when not by group.</param>
internal sealed record StreamRequest(
    HashSet<long>? VehicleIds, HashSet<long>? GroupIds, bool IncludeShared, TimeSpan MinInterval, EventFields Fields)
{
    private const int MinIntervalFloor = 5;
    private const int MinIntervalCeiling = 24 * 60 * 60;

    /// <summary>Reads the body of the request, or says in <paramref name="problem"/> what is wrong with it.</summary>
    public static StreamRequest? Parse(ReadOnlyMemory<byte> body, out string? problem)
    {
        try
        {
            using var document = body.IsEmpty ? JsonDocument.Parse("{}") : JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new FormatException("The body must be a JSON object.");

            var request = Read(document.RootElement);
            problem = null;
            return request;
        }
        catch (JsonException)
        {
            problem = "The body is not JSON.";
        }
        catch (FormatException refusal)
        {
            problem = refusal.Message;
        }

        return null;
    }

    public bool Includes(SimulatedVehicle vehicle)
    {
        if (vehicle.IsShared && !IncludeShared)
            return false;
        if (VehicleIds is not null)
            return VehicleIds.Contains(vehicle.Id);
        if (GroupIds is null)
            return true;

        foreach (var id in vehicle.GroupIds)
        {
            if (GroupIds.Contains(id))
                return true;
        }

        return false;
    }

    private static StreamRequest Read(JsonElement body)
    {
        var vehicleIds = Ids(body, "vehicleIds");
        var groupIds = Ids(body, "vehicleGroupIds");
        if (vehicleIds is not null && groupIds is not null)
            throw new FormatException("Send either vehicleIds or vehicleGroupIds.");

        return new StreamRequest(vehicleIds, groupIds, Shared(body), MinIntervalOf(body), FieldsOf(body));
    }

    private static HashSet<long>? Ids(JsonElement body, string name)
    {
        if (!Has(body, name, out var ids))
            return null;
        if (ids.ValueKind != JsonValueKind.Array)
            throw new FormatException($"{name} must be a list of numbers.");

        var result = new HashSet<long>();
        foreach (var id in ids.EnumerateArray())
        {
            if (id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var value))
                throw new FormatException($"{name} must be a list of numbers.");

            result.Add(value);
        }

        return result;
    }

    private static bool Shared(JsonElement body)
    {
        if (!Has(body, "includeSharedVehicles", out var shared))
            return true;

        return shared.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new FormatException("includeSharedVehicles must be true or false."),
        };
    }

    private static TimeSpan MinIntervalOf(JsonElement body)
    {
        if (!Has(body, "minIntervalSeconds", out var interval))
            return TimeSpan.FromSeconds(MinIntervalFloor);
        if (interval.ValueKind != JsonValueKind.Number || !interval.TryGetInt32(out var seconds))
            throw new FormatException("minIntervalSeconds must be a whole number.");
        if (seconds is < MinIntervalFloor or > MinIntervalCeiling)
            throw new FormatException($"minIntervalSeconds must be {MinIntervalFloor} or more.");

        return TimeSpan.FromSeconds(seconds);
    }

    /// <summary>Names that are no field are ignored: a client written against a later version keeps working.</summary>
    private static EventFields FieldsOf(JsonElement body)
    {
        if (!Has(body, "fields", out var fields))
            return EventFields.All;
        if (fields.ValueKind != JsonValueKind.Array)
            throw new FormatException("fields must be a list of field names.");

        var result = EventFields.None;
        foreach (var field in fields.EnumerateArray())
        {
            if (field.ValueKind != JsonValueKind.String)
                throw new FormatException("fields must be a list of field names.");

            result |= Named(field.GetString());
        }

        return result;
    }

    private static EventFields Named(string? name) => name switch
    {
        "vehicleId" => EventFields.VehicleId,
        "vehicleName" => EventFields.VehicleName,
        "userId" => EventFields.UserId,
        "userName" => EventFields.UserName,
        "latitude" => EventFields.Latitude,
        "longitude" => EventFields.Longitude,
        "speed" => EventFields.Speed,
        "heading" => EventFields.Heading,
        "recordedAt" => EventFields.RecordedAt,
        "receivedAt" => EventFields.ReceivedAt,
        "onlineState" => EventFields.OnlineState,
        _ => EventFields.None,
    };

    private static bool Has(JsonElement body, string name, out JsonElement value) =>
        body.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
