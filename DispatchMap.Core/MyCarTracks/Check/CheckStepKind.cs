namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>The steps of a connection check, in their order.</summary>
public enum CheckStepKind
{
    /// <summary>Ask for an access token.</summary>
    Token,

    /// <summary>Read the last positions.</summary>
    LastPositions,

    /// <summary>Read the vehicle groups, and the vehicles for who is in them.</summary>
    Groups,

    /// <summary>Create a live stream.</summary>
    CreateStream,

    /// <summary>Connect to it and wait for the first event or heartbeat.</summary>
    Socket,

    /// <summary>Look which fields this client knows of all that came.</summary>
    Fields,

    /// <summary>Compare with the vendor's own description of its API.</summary>
    Contract,
}
