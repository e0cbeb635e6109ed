using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>The account's vehicle lists, read once for all feeds that ask at the same time.</summary>
/// <param name="reading">Ends the reads under way when the program does, after the feeds that wait for them.</param>
internal sealed class AccountLists(IMyCarTracksClient client, IGroupCatalog groups, TimeProvider time, CancellationToken reading)
{
    /// <summary>How old the vehicle list may be: who is in the account changes by the day, and this saves half the requests of a busy start.</summary>
    public static readonly TimeSpan VehiclesMaxAge = TimeSpan.FromMinutes(1);

    private readonly SharedRead<Listing<VehicleEntry>> _positions = new(() => client.GetLastPositionsAsync(reading), TimeSpan.Zero, time);
    private readonly SharedRead<Listing<VehicleEntry>> _vehicles = new(() => client.GetVehiclesAsync(reading), VehiclesMaxAge, time);

    /// <summary>The last positions as they are now or later.</summary>
    public Task<Listing<VehicleEntry>> PositionsAsync(CancellationToken cancellationToken) => _positions.GetAsync(cancellationToken);

    /// <summary>All vehicles, with or without a position.</summary>
    public Task<Listing<VehicleEntry>> VehiclesAsync(CancellationToken cancellationToken) => _vehicles.GetAsync(cancellationToken);

    /// <summary>Tells the scope's vehicles from the account's others.</summary>
    public async Task<ScopeFilter> FilterAsync(Scope scope, CancellationToken cancellationToken) =>
        new(scope, scope.GroupIds.IsEmpty ? VehicleGroups.None : await groups.GetAsync(cancellationToken));
}
