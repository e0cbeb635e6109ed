using System.Globalization;
using System.Text.Json;
using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Fleet;
using Microsoft.AspNetCore.Http;

namespace DispatchMap.Simulator.Rest;

/// <summary><c>GET /vehicles</c>, <c>GET /vehicles/lastPositions</c> and <c>GET /vehicleGroups</c>.</summary>
internal sealed class ListEndpoints(SimulatorOptions options, SimulatedFleet fleet, Faults faults)
{
    private readonly ListShape _shape = options.Shape;

    public Task VehiclesAsync(HttpContext context) =>
        ReplyAsync(context, static fleet => fleet.Listed, (json, vehicle) => WriteVehicle(json, vehicle));

    public Task LastPositionsAsync(HttpContext context) => ReplyAsync(
        context,
        fleet => _shape.NeverSeenListed ? fleet.Listed : fleet.Listed.FindAll(vehicle => vehicle.LastPosition is not null),
        WriteLastPosition);

    public Task GroupsAsync(HttpContext context) => ReplyAsync(context, static fleet => fleet.Groups, WriteGroup);

    private async Task ReplyAsync<T>(
        HttpContext context, Func<SimulatedFleet, IReadOnlyList<T>> list, Action<Utf8JsonWriter, T> write)
    {
        if (!TryReadPage(context.Request.Query, out var offset, out var limit, out var problem))
        {
            await Refusals.WriteAsync(context, _shape.Errors, StatusCodes.Status400BadRequest, "invalid_request", problem);
            return;
        }

        await context.Response.JsonAsync(StatusCodes.Status200OK, json =>
        {
            lock (fleet.Gate)
            {
                fleet.AdvanceToNow();
                WritePage(json, list(fleet), offset, limit, write);
            }
        });
    }

    private void WritePage<T>(Utf8JsonWriter json, IReadOnlyList<T> items, int offset, int limit, Action<Utf8JsonWriter, T> write)
    {
        var bare = _shape.Envelope == ListEnvelope.Bare;
        if (!bare)
        {
            json.WriteStartObject();
            if (_shape.TotalName is { } total)
                json.WriteNumber(total, items.Count);
            json.WritePropertyName(_shape.Envelope switch
            {
                ListEnvelope.Items => "items",
                ListEnvelope.Content => "content",
                _ => "data",
            });
        }

        json.WriteStartArray();
        for (var i = offset; i < items.Count && i - offset < limit; i++)
            write(json, items[i]);
        json.WriteEndArray();
        if (!bare)
            json.WriteEndObject();
    }

    private void WriteVehicle(Utf8JsonWriter json, SimulatedVehicle vehicle)
    {
        json.WriteStartObject();
        WriteIdentity(json, vehicle, byList: "id");
        WriteMembership(json, vehicle);
        json.WriteEndObject();
    }

    private void WriteLastPosition(Utf8JsonWriter json, SimulatedVehicle vehicle)
    {
        json.WriteStartObject();
        WriteIdentity(json, vehicle, byList: "vehicleId");
        json.OptionalId(_shape, "userId", vehicle.UserId);
        json.Optional(_shape, "userName", WireValues.Name(faults, vehicle.UserName));
        WriteMembership(json, vehicle);
        var nesting = _shape.Position switch
        {
            PositionNesting.Position => "position",
            PositionNesting.LastPosition => "lastPosition",
            _ => null,
        };
        if (nesting is null)
        {
            WritePosition(json, vehicle);
        }
        else if (vehicle.LastPosition is null)
        {
            json.Missing(_shape, nesting);
        }
        else
        {
            json.WriteStartObject(nesting);
            WritePosition(json, vehicle);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WritePosition(Utf8JsonWriter json, SimulatedVehicle vehicle)
    {
        var (latitude, longitude) = _shape.Coordinates switch
        {
            CoordinateNames.LatLon => ("lat", "lon"),
            CoordinateNames.LatLng => ("lat", "lng"),
            _ => ("latitude", "longitude"),
        };
        if (vehicle.LastPosition is not { } position)
        {
            foreach (var name in (string[])[latitude, longitude, "speed", "heading", "recordedAt", "receivedAt", "onlineState"])
                json.Missing(_shape, name);
            return;
        }

        json.WriteNumber(latitude, position.Latitude);
        json.WriteNumber(longitude, position.Longitude);
        json.Optional(_shape, "speed", position.SpeedKmh);
        json.Optional(_shape, "heading", position.HeadingDegrees);
        json.Time(_shape, "recordedAt", position.RecordedAt);
        json.Time(_shape, "receivedAt", position.ReceivedAt);
        json.Optional(_shape, "onlineState", vehicle.IsOffline ? "offline" : position.OnlineState);
    }

    private void WriteIdentity(Utf8JsonWriter json, SimulatedVehicle vehicle, string byList)
    {
        var id = _shape.VehicleId switch
        {
            VehicleIdName.VehicleId => "vehicleId",
            VehicleIdName.Id => "id",
            VehicleIdName.CarId => "carId",
            _ => byList,
        };
        json.Id(_shape, id, vehicle.Id);
        json.WriteString(id == "vehicleId" ? "vehicleName" : "name", WireValues.Name(faults, vehicle.Name));
    }

    private void WriteMembership(Utf8JsonWriter json, SimulatedVehicle vehicle)
    {
        if (_shape.Membership == GroupMembership.OnVehicle)
            json.Ids(_shape, "vehicleGroupIds", vehicle.GroupIds);
        else if (_shape.Membership == GroupMembership.OnVehicleSingle)
            json.OptionalId(_shape, "groupId", vehicle.GroupIds.Count > 0 ? vehicle.GroupIds[0] : null);
    }

    private void WriteGroup(Utf8JsonWriter json, SimulatedGroup group)
    {
        json.WriteStartObject();
        json.Id(_shape, "id", group.Id);
        json.WriteString("name", group.Name);
        if (_shape.Membership == GroupMembership.OnGroup)
            json.Ids(_shape, "vehicleIds", fleet.MembersOf(group.Id));
        json.WriteEndObject();
    }

    private bool TryReadPage(IQueryCollection query, out int offset, out int limit, out string problem)
    {
        (offset, limit, problem) = (0, options.DefaultPageSize, "");
        if (!TryRead(query, "limit", lowest: 1, ref limit, ref problem))
            return false;

        limit = Math.Min(limit, options.PageSizeCap);
        if (_shape.Paging == Paging.Offset)
            return TryRead(query, "offset", lowest: 0, ref offset, ref problem);
        if (_shape.Paging == Paging.None)
            return true;

        var page = 0;
        var read = TryRead(query, "page", lowest: 0, ref page, ref problem);
        offset = (int)Math.Min((long)page * limit, int.MaxValue);
        return read;
    }

    private static bool TryRead(IQueryCollection query, string name, int lowest, ref int value, ref string problem)
    {
        if (!query.TryGetValue(name, out var text))
            return true;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest)
        {
            value = number;
            return true;
        }

        problem = $"{name} must be a whole number, {lowest} or more.";
        return false;
    }
}
