namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Reads a position event of the shape that the vendor usually sends, several times as fast as a JSON reader: the fields of its
/// page with nothing between the tokens, plain numbers and times, and texts that have been read before. Anything else it leaves to
/// the tolerant way, and what it reads it reads as that does: of equal fields the last wins. For one thread.
/// </summary>
internal sealed class PositionScanner(NameCache names)
{
    /// <summary>Which field came behind each the last time, and behind none: a server does not change its order.</summary>
    private readonly WireField[] _next = new WireField[(int)WireField.GroupId + 1];

    private readonly WireMinute _minute = new();

    /// <summary>Whether it was such an event. If not, part of <paramref name="message"/> may be filled.</summary>
    public bool TryRead(ReadOnlySpan<byte> utf8, ref WireMessage message)
    {
        var text = new WireCursor(utf8);
        if (!text.TrySkip((byte)'{'))
            return false;
        var before = WireField.Other;
        do
        {
            ref var field = ref _next[(int)before];
            var start = text;
            if (!TryRead(field, ref text, ref message))
            {
                text = start;
                field = Find(text);
                if (!TryRead(field, ref text, ref message))
                    return false;
            }

            before = field;
        }
        while (text.TrySkip((byte)','));

        return text.TrySkip((byte)'}') && text.IsAtEnd;
    }

    private static WireField Find(WireCursor text) => text.TryQuoted(out var name) ? WireFields.Find(name) : WireField.Other;

    private bool TryRead(WireField field, ref WireCursor text, ref WireMessage message)
    {
        switch (field)
        {
            case WireField.Type: return text.TrySkip("\"type\":"u8) && TryType(ref text, ref message.Kind);
            case WireField.VehicleId: return text.TrySkip("\"vehicleId\":"u8) && TryId(ref text, ref message.VehicleId);
            case WireField.VehicleName: return text.TrySkip("\"vehicleName\":"u8) && TryText(ref text, ref message.VehicleName);
            case WireField.UserId: return text.TrySkip("\"userId\":"u8) && TryId(ref text, ref message.UserId);
            case WireField.UserName: return text.TrySkip("\"userName\":"u8) && TryText(ref text, ref message.UserName);
            case WireField.Latitude: return text.TrySkip("\"latitude\":"u8) && TryNumber(ref text, ref message.Latitude);
            case WireField.Longitude: return text.TrySkip("\"longitude\":"u8) && TryNumber(ref text, ref message.Longitude);
            case WireField.Speed: return text.TrySkip("\"speed\":"u8) && TryNumber(ref text, ref message.Speed);
            case WireField.Heading: return text.TrySkip("\"heading\":"u8) && TryNumber(ref text, ref message.Heading);
            case WireField.RecordedAt: return text.TrySkip("\"recordedAt\":"u8) && TryTime(ref text, ref message.RecordedAt);
            case WireField.ReceivedAt: return text.TrySkip("\"receivedAt\":"u8) && TryTime(ref text, ref message.ReceivedAt);
            case WireField.OnlineState: return text.TrySkip("\"onlineState\":"u8) && TryText(ref text, ref message.OnlineState);
            default: return false;
        }
    }

    private static bool TryType(ref WireCursor text, ref StreamEventKind? to)
    {
        to = StreamEventKind.Position;
        return text.TrySkip("\"vehicle.position.updated\""u8);
    }

    private static bool TryId(ref WireCursor text, ref long? to)
    {
        if (text.TrySkip("null"u8))
            return true;
        var isRead = text.TryId(out var id);
        to = id;
        return isRead;
    }

    private static bool TryNumber(ref WireCursor text, ref double? to)
    {
        if (text.TrySkip("null"u8))
            return true;
        var isRead = text.TryNumber(out var number);
        to = number;
        return isRead;
    }

    private bool TryTime(ref WireCursor text, ref DateTimeOffset? to)
    {
        if (text.TrySkip("null"u8))
            return true;
        var isRead = text.TryTime(_minute, out var time);
        to = time;
        return isRead;
    }

    /// <summary>What the cache knows has been a text before, so it need not be looked at again.</summary>
    private bool TryText(ref WireCursor text, ref string? to) =>
        text.TrySkip("null"u8) || (text.TryQuoted(out var bytes) && names.TryFind(bytes, out to));
}
