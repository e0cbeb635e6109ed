namespace DispatchMap.Core.MyCarTracks;

/// <summary>A stream session as the vendor created it.</summary>
/// <param name="WebSocketUrl">Holds a one-time token, so it is a secret as a whole.</param>
/// <param name="ExpiresAt">By the vendor's clock; null when the reply had none.</param>
/// <param name="Heartbeat">How often the vendor says it sends a heartbeat.</param>
/// <param name="MinInterval">The position check interval that the vendor confirmed.</param>
public sealed record LiveStream(
    string StreamId, Secret WebSocketUrl, DateTimeOffset? ExpiresAt, TimeSpan Heartbeat, TimeSpan MinInterval);
