namespace DispatchMap.Core.MyCarTracks;

/// <summary>Where fields were seen.</summary>
public enum FieldSource
{
    /// <summary>Items of <c>GET /vehicles/lastPositions</c>.</summary>
    LastPositions,

    /// <summary>Items of <c>GET /vehicles</c>.</summary>
    Vehicles,

    /// <summary>Items of the vehicle group list.</summary>
    Groups,

    /// <summary>Messages of the stream.</summary>
    Events,
}
