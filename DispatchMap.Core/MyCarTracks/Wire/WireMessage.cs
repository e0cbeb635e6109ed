using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// What one JSON object said, stream message or list item: a lastPositions item is a position event without its type.
/// Nothing here is judged yet, except that what could not be read at all is NaN or <see cref="WireTime.Unreadable"/>.
/// </summary>
internal struct WireMessage
{
    public StreamEventKind? Kind;
    public string? UnknownType;
    public string? StreamId;
    public string? Code;
    public long? VehicleId;
    public long? CarId;
    public long? Id;
    public string? VehicleName;
    public string? Name;
    public long? UserId;
    public string? UserName;
    public string? OnlineState;
    public double? Latitude;
    public double? Longitude;
    public double? Speed;
    public double? Heading;
    public DateTimeOffset? RecordedAt;
    public DateTimeOffset? ReceivedAt;
    public DateTimeOffset? LastSeenAt;
    public DateTimeOffset? SentAt;
    public List<long>? GroupIds;

    /// <summary>
    /// Reads the object that <paramref name="reader"/> stands on, to its end. Properties come in any order, the last of equals
    /// wins. Throws <see cref="JsonException"/> when it is not JSON.
    /// </summary>
    public void Read(ref Utf8JsonReader reader, NameCache names, bool nested = false)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = WireFields.Find(ref reader);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.Null:
                    break;
                case JsonTokenType.StartObject when field == WireField.Position && !nested:
                    Read(ref reader, names, nested: true);
                    break;
                case JsonTokenType.StartArray when field == WireField.VehicleGroupIds && !nested:
                    ReadGroupIds(ref reader);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    reader.Skip();
                    break;
                default:
                    if (!SetPosition(field, ref reader, names) && !nested)
                        Set(field, ref reader, names);
                    break;
            }
        }
    }

    /// <summary>What may also stand inside a nested position; its own <c>id</c> or <c>name</c> is not the vehicle's.</summary>
    private bool SetPosition(WireField field, ref Utf8JsonReader reader, NameCache names)
    {
        switch (field)
        {
            case WireField.Latitude: Latitude = Number(ref reader); return true;
            case WireField.Longitude: Longitude = Number(ref reader); return true;
            case WireField.Speed: Speed = Number(ref reader); return true;
            case WireField.Heading: Heading = Number(ref reader); return true;
            case WireField.RecordedAt: RecordedAt = WireTime.Read(ref reader); return true;
            case WireField.ReceivedAt: ReceivedAt = WireTime.Read(ref reader); return true;
            case WireField.OnlineState: OnlineState = names.Read(ref reader); return true;
            default: return false;
        }
    }

    private void Set(WireField field, ref Utf8JsonReader reader, NameCache names)
    {
        switch (field)
        {
            case WireField.Type: SetType(ref reader, names); break;
            case WireField.VehicleId: VehicleId = WireNumber.ReadId(ref reader); break;
            case WireField.CarId: CarId = WireNumber.ReadId(ref reader); break;
            case WireField.Id: Id = WireNumber.ReadId(ref reader); break;
            case WireField.VehicleName: VehicleName = names.Read(ref reader); break;
            case WireField.Name: Name = names.Read(ref reader); break;
            case WireField.UserId: UserId = WireNumber.ReadId(ref reader); break;
            case WireField.UserName: UserName = names.Read(ref reader); break;
            case WireField.LastSeenAt: LastSeenAt = WireTime.Read(ref reader); break;
            case WireField.SentAt: SentAt = WireTime.Read(ref reader); break;
            case WireField.StreamId: StreamId = names.Read(ref reader); break;
            case WireField.Code: Code = ReadCode(ref reader, names); break;
            case WireField.GroupId when WireNumber.ReadId(ref reader) is { } id: (GroupIds ??= []).Add(id); break;
            default: break;
        }
    }

    private void SetType(ref Utf8JsonReader reader, NameCache names)
    {
        Kind = reader.TokenType != JsonTokenType.String ? null
            : reader.TextIs("vehicle.position.updated"u8) ? StreamEventKind.Position
            : reader.TextIs("heartbeat"u8) ? StreamEventKind.Heartbeat
            : reader.TextIs("vehicle.offline"u8) ? StreamEventKind.Offline
            : reader.TextIs("connected"u8) ? StreamEventKind.Connected
            : reader.TextIs("error"u8) ? StreamEventKind.Error
            : StreamEventKind.Unknown;
        UnknownType = Kind == StreamEventKind.Unknown ? WireText.Code(names.Read(ref reader)) : null;
    }

    private static string? ReadCode(ref Utf8JsonReader reader, NameCache names) => reader.TokenType == JsonTokenType.Number
        ? WireText.Code(System.Text.Encoding.ASCII.GetString(reader.ValueSpan))
        : WireText.Code(names.Read(ref reader));

    private void ReadGroupIds(ref Utf8JsonReader reader) => WireArray.ReadIds(ref reader, GroupIds ??= []);

    private static double Number(ref Utf8JsonReader reader) => WireNumber.TryReadDouble(ref reader, out var value) ? value : double.NaN;
}
