namespace DispatchMap.Simulator.FaultInjection;

/// <summary>A part of the API that can be counted and made to fail.</summary>
public enum ApiCall
{
    /// <summary><c>POST /oauth/token</c></summary>
    Token,

    /// <summary><c>GET /vehicles</c></summary>
    Vehicles,

    /// <summary><c>GET /vehicles/lastPositions</c></summary>
    LastPositions,

    /// <summary><c>GET /vehicleGroups</c>, under whichever path it is.</summary>
    Groups,

    /// <summary><c>POST /vehicles/livePositions/stream</c></summary>
    CreateStream,

    /// <summary>The WebSocket handshake.</summary>
    Socket,

    /// <summary><c>GET /services/rest/openapi.json</c></summary>
    OpenApi,
}
