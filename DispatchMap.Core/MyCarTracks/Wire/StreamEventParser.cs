using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Turns one stream message into a <see cref="StreamEvent"/>. Whatever the bytes are, it never throws: what cannot be
/// understood is <see cref="StreamEventKind.Invalid"/> with an <see cref="InvalidReason"/>. For one thread.
/// </summary>
internal sealed class StreamEventParser
{
    private readonly NameCache _names = new();
    private readonly PositionScanner _scanner;

    public StreamEventParser() => _scanner = new(_names);

    public StreamEvent Parse(ReadOnlySpan<byte> utf8)
    {
        var message = default(WireMessage);
        if (!_scanner.TryRead(utf8, ref message))
            return ParseTolerantly(utf8);
        return Position(message);
    }

    /// <summary>Any message, however it is written. Gives the same as <see cref="Parse"/>.</summary>
    public StreamEvent ParseTolerantly(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];

        var message = default(WireMessage);
        try
        {
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return Invalid(InvalidReason.NotAnObject);
            message.Read(ref reader, _names);

            // Anything behind the object makes the reader throw.
            reader.Read();
        }
        catch (JsonException)
        {
            return Invalid(InvalidReason.NotJson);
        }

        return Map(message);
    }

    private static StreamEvent Map(in WireMessage message) => message.Kind switch
    {
        StreamEventKind.Position => Position(message),
        StreamEventKind.Offline => Offline(message),
        StreamEventKind.Heartbeat => new StreamEvent(StreamEventKind.Heartbeat, At: ReportMapper.Known(message.SentAt)),
        StreamEventKind.Connected => new StreamEvent(StreamEventKind.Connected, Code: WireText.Code(message.StreamId)),
        StreamEventKind.Error => new StreamEvent(StreamEventKind.Error, Code: message.Code),
        StreamEventKind.Unknown => new StreamEvent(StreamEventKind.Unknown, Code: message.UnknownType),
        _ => Invalid(InvalidReason.NoType),
    };

    private static StreamEvent Position(in WireMessage message) => message.Kind is null ? Invalid(InvalidReason.NoType)
        : ReportMapper.FlawOf(message) is { } flaw ? Invalid(flaw)
        : Report(message);

    [MethodImpl(MethodImplOptions.NoInlining)] // So that it is made where the caller wants it.
    private static StreamEvent Report(in WireMessage message) => new(StreamEventKind.Position, ReportMapper.ReportOf(message));

    private static StreamEvent Offline(in WireMessage message) =>
        ReportMapper.VehicleId(message) is not { } vehicleId ? Invalid(InvalidReason.NoVehicleId)
        : message.LastSeenAt == WireTime.Unreadable ? Invalid(InvalidReason.TimeOutOfRange)
        : new StreamEvent(StreamEventKind.Offline, VehicleId: vehicleId, At: message.LastSeenAt);

    private static StreamEvent Invalid(string reason) => new(StreamEventKind.Invalid, Code: reason);
}
