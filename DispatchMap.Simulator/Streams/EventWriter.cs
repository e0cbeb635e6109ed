using System.Buffers;
using System.Text.Json;
using DispatchMap.Simulator.FaultInjection;
using DispatchMap.Simulator.Fleet;
using DispatchMap.Simulator.Rest;

namespace DispatchMap.Simulator.Streams;

/// <summary>Writes the messages of one stream into one buffer, used again for each message.</summary>
internal sealed class EventWriter(ListShape shape, Faults faults, EventFields fields) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json = new(Stream.Null, WireValues.Options);

    public ReadOnlyMemory<byte> Connected(string streamId)
    {
        Begin("connected");
        _json.WriteString("streamId", streamId);
        return End();
    }

    public ReadOnlyMemory<byte> Heartbeat(DateTimeOffset sentAt)
    {
        Begin("heartbeat");
        _json.Time(shape, "sentAt", sentAt);
        return End();
    }

    public ReadOnlyMemory<byte> Offline(SimulatedVehicle vehicle, DateTimeOffset lastSeenAt)
    {
        Begin("vehicle.offline");
        _json.Id(shape, "vehicleId", vehicle.Id);
        _json.Time(shape, "lastSeenAt", lastSeenAt);
        return End();
    }

    public ReadOnlyMemory<byte> Position(SimulatedVehicle vehicle, in SimulatedPosition position)
    {
        Begin("vehicle.position.updated");
        if (Wants(EventFields.VehicleId))
            _json.Id(shape, "vehicleId", vehicle.Id);
        if (Wants(EventFields.VehicleName))
            _json.WriteString("vehicleName", WireValues.Name(faults, vehicle.Name));
        if (Wants(EventFields.UserId))
            _json.OptionalId(shape, "userId", vehicle.UserId);
        if (Wants(EventFields.UserName))
            _json.Optional(shape, "userName", WireValues.Name(faults, vehicle.UserName));
        if (Wants(EventFields.Latitude))
            _json.WriteNumber("latitude", position.Latitude);
        if (Wants(EventFields.Longitude))
            _json.WriteNumber("longitude", position.Longitude);
        if (Wants(EventFields.Speed))
            _json.Optional(shape, "speed", position.SpeedKmh);
        if (Wants(EventFields.Heading))
            _json.Optional(shape, "heading", position.HeadingDegrees);
        if (Wants(EventFields.RecordedAt))
            _json.Time(shape, "recordedAt", position.RecordedAt);
        if (Wants(EventFields.ReceivedAt))
            _json.Time(shape, "receivedAt", position.ReceivedAt);
        if (Wants(EventFields.OnlineState))
            _json.Optional(shape, "onlineState", position.OnlineState);
        return End();
    }

    public void Dispose() => _json.Dispose();

    private bool Wants(EventFields field) => (fields & field) != 0;

    private void Begin(string type)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("type", type);
    }

    private ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }
}
