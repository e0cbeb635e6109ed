namespace DispatchMap.Simulator.FaultInjection;

/// <summary>What goes wrong with the stream's messages, each time a vehicle's position is sent.</summary>
[Flags]
public enum EventFaults
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A text that is no JSON goes ahead.</summary>
    Malformed = 1 << 0,

    /// <summary>The first half of the message goes ahead, as a message of its own.</summary>
    Truncated = 1 << 1,

    /// <summary>The message is sent twice.</summary>
    Duplicate = 1 << 2,

    /// <summary>A report of a minute earlier follows, from another place.</summary>
    OutOfOrder = 1 << 3,

    /// <summary>A report dated an hour ahead follows, from another place.</summary>
    FutureDated = 1 << 4,

    /// <summary>A message of <see cref="Faults.OversizedBytes"/> goes ahead, once a second at most.</summary>
    Oversized = 1 << 5,

    /// <summary>A message of a type that the vendor's page does not name goes ahead.</summary>
    UnknownType = 1 << 6,

    /// <summary>An <c>error</c> event goes ahead.</summary>
    Error = 1 << 7,

    /// <summary>Values no vehicle can have go ahead: latitude 91, a speed in words, a time that is none.</summary>
    InvalidValues = 1 << 8,

    /// <summary>The message arrives in several WebSocket frames, which is legal.</summary>
    Fragmented = 1 << 9,

    /// <summary>Vehicle and driver names carry HTML, in lists too.</summary>
    HtmlNames = 1 << 10,
}
