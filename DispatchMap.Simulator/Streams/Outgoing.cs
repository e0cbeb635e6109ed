using DispatchMap.Simulator.Fleet;

namespace DispatchMap.Simulator.Streams;

internal enum OutgoingKind : byte
{
    Connected,
    Position,
    Offline,
    Heartbeat,
    Raw,
}

/// <summary>The next thing a socket has to say.</summary>
internal readonly record struct Outgoing(
    OutgoingKind Kind,
    SimulatedVehicle? Vehicle = null,
    SimulatedPosition Position = default,
    DateTimeOffset At = default,
    string? Text = null);
