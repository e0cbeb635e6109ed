namespace DispatchMap.Core.MyCarTracks;

/// <summary>One message of the live position stream.</summary>
/// <param name="Report">For <see cref="StreamEventKind.Position"/>.</param>
/// <param name="VehicleId">For <see cref="StreamEventKind.Offline"/>.</param>
/// <param name="At">Offline: <c>lastSeenAt</c>. Heartbeat: <c>sentAt</c>. Both by the vendor's clock.</param>
/// <param name="Code">
/// Connected: the stream id. Error: the vendor's code. Unknown: the type. All three only when they look like a code (letters,
/// digits and <c>_.-</c>, up to 40), otherwise null. Invalid: a short reason of ours, never the payload.
/// </param>
public readonly record struct StreamEvent(
    StreamEventKind Kind,
    VehicleReport Report = default,
    long VehicleId = 0,
    DateTimeOffset? At = null,
    string? Code = null);
