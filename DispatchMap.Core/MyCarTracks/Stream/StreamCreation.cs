using System.Buffers;
using System.Text.Json;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Core.MyCarTracks.Wire;

namespace DispatchMap.Core.MyCarTracks.Stream;

/// <summary>The body of <c>POST /vehicles/livePositions/stream</c> and its reply.</summary>
internal static class StreamCreation
{
    public const string Path = "/vehicles/livePositions/stream";

    private static readonly TimeSpan DefaultHeartbeat = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    // All that the vendor supports, in the order of its page, with what each belongs to; those of none always go.
    private static readonly (string Name, StreamFields Part)[] Fields =
    [
        ("vehicleId", StreamFields.None),
        ("vehicleName", StreamFields.VehicleName),
        ("userId", StreamFields.Driver),
        ("userName", StreamFields.Driver),
        ("latitude", StreamFields.None),
        ("longitude", StreamFields.None),
        ("speed", StreamFields.Speed),
        ("heading", StreamFields.Heading),
        ("recordedAt", StreamFields.None),
        ("receivedAt", StreamFields.None),
        ("onlineState", StreamFields.OnlineState),
    ];

    /// <summary>Creates a stream session. Throws <see cref="UpstreamException"/>.</summary>
    public static async Task<LiveStream> SendAsync(RestClient rest, UpstreamAccount account, Scope scope, CancellationToken cancellationToken)
    {
        const string Action = "Creating the live stream";
        var reply = await rest.PostAsync(account, Path, Body(scope), Action, cancellationToken);
        return TryRead(reply, scope) ?? throw UpstreamFaults.BadReply(Action);
    }

    public static byte[] Body(Scope scope)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteIds(json, "vehicleIds", scope.VehicleIds);
            WriteIds(json, "vehicleGroupIds", scope.GroupIds);
            json.WriteBoolean("includeSharedVehicles", scope.IncludeShared);
            json.WriteNumber("minIntervalSeconds", scope.MinIntervalSeconds);
            json.WriteStartArray("fields");
            foreach (var (name, _) in Fields.Where(field => scope.Fields.HasFlag(field.Part)))
                json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The stream session, or null when the reply has no address to connect to. The address is not judged here.</summary>
    public static LiveStream? TryRead(ReadOnlySpan<byte> utf8, Scope scope)
    {
        string? url = null;
        string? id = null;
        DateTimeOffset? expiresAt = null;
        TimeSpan? heartbeat = null;
        TimeSpan? interval = null;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var property = reader.GetString();
                reader.Read();
                switch (property)
                {
                    case "websocketUrl" when reader.TokenType == JsonTokenType.String: url = reader.GetString(); break;
                    case "streamId" when reader.TokenType == JsonTokenType.String: id = WireText.Code(reader.GetString()); break;
                    case "expiresAt": expiresAt = WireTime.ReadOrNull(ref reader); break;
                    case "heartbeatSeconds": heartbeat = Seconds(ref reader); break;
                    case "minIntervalSeconds": interval = Seconds(ref reader); break;
                    default: break;
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return url is null ? null : new LiveStream(
            id ?? "", new Secret(url), expiresAt,
            Bounded(heartbeat ?? DefaultHeartbeat, LongestHeartbeat),
            Bounded(interval ?? TimeSpan.FromSeconds(scope.MinIntervalSeconds), LongestInterval));
    }

    private static void WriteIds(Utf8JsonWriter json, string property, IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0)
            return;
        json.WriteStartArray(property);
        foreach (var id in ids)
            json.WriteNumberValue(id);
        json.WriteEndArray();
    }

    /// <summary>Null when it is no number or none above zero.</summary>
    private static TimeSpan? Seconds(ref Utf8JsonReader reader) =>
        WireNumber.TryReadDouble(ref reader, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 1e6)) : null;

    private static TimeSpan Bounded(TimeSpan value, TimeSpan max) => value < max ? value : max;
}
