namespace DispatchMap.Core.MyCarTracks;

/// <summary>What a stream message turned out to be.</summary>
public enum StreamEventKind : byte
{
    /// <summary><c>connected</c>: the socket is bound to its stream session.</summary>
    Connected,

    /// <summary><c>vehicle.position.updated</c></summary>
    Position,

    /// <summary><c>vehicle.offline</c></summary>
    Offline,

    /// <summary><c>heartbeat</c></summary>
    Heartbeat,

    /// <summary><c>error</c>: the vendor reports a fault of the stream.</summary>
    Error,

    /// <summary>Well-formed, of a type this client does not know: a sign of life, nothing else.</summary>
    Unknown,

    /// <summary>Not understood and skipped; <see cref="StreamEvent.Code"/> says why.</summary>
    Invalid,
}
