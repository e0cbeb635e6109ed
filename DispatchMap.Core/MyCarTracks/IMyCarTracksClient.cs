using DispatchMap.Core.Feeds;

namespace DispatchMap.Core.MyCarTracks;

/// <summary>
/// The vendor's API v3. Every member throws <see cref="UpstreamException"/> and nothing else for upstream trouble. An answer is
/// awaited for ten seconds; before that a request may wait as long as it takes for the account's request budget.
/// </summary>
public interface IMyCarTracksClient
{
    /// <summary><c>GET /vehicles/lastPositions</c>, all pages.</summary>
    Task<Listing<VehicleEntry>> GetLastPositionsAsync(CancellationToken cancellationToken);

    /// <summary><c>GET /vehicles</c>, all pages.</summary>
    Task<Listing<VehicleEntry>> GetVehiclesAsync(CancellationToken cancellationToken);

    /// <summary>The vehicle groups, or null when this account's API has no such list.</summary>
    Task<Listing<VehicleGroup>?> GetVehicleGroupsAsync(CancellationToken cancellationToken);

    /// <summary><c>POST /vehicles/livePositions/stream</c></summary>
    Task<LiveStream> CreateStreamAsync(Scope scope, CancellationToken cancellationToken);

    /// <summary>Opens the stream's WebSocket. The session has not said <c>connected</c> yet.</summary>
    Task<IStreamSession> ConnectAsync(LiveStream stream, CancellationToken cancellationToken);
}
