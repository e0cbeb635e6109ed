using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds;

/// <summary>The account's vehicle lists, read once for all feeds that ask at the same time.</summary>
/// <param name="lifetime">Ends the reads under way when the program does.</param>
internal sealed class AccountLists(
    IMyCarTracksClient client, IGroupCatalog groups, IUpstreamConnectionSource source, TimeProvider time, CancellationToken lifetime)
{
    /// <summary>How old the vehicle list may be: who is in the account changes by the day, and this saves half the requests of a busy start.</summary>
    public static readonly TimeSpan VehiclesMaxAge = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Reads? _reads;

    /// <summary>The last positions as they are now or later.</summary>
    public Task<Listing<VehicleEntry>> PositionsAsync(CancellationToken cancellationToken) => Current().Positions.GetAsync(cancellationToken);

    /// <summary>All vehicles, with or without a position.</summary>
    public Task<Listing<VehicleEntry>> VehiclesAsync(CancellationToken cancellationToken) => Current().Vehicles.GetAsync(cancellationToken);

    /// <summary>Tells the scope's vehicles from the account's others.</summary>
    public async Task<ScopeFilter> FilterAsync(Scope scope, CancellationToken cancellationToken) =>
        new(scope, scope.GroupIds.IsEmpty ? VehicleGroups.None : await groups.GetAsync(cancellationToken));

    /// <summary>The reads of the connection in force: no list of one account is shown as another's.</summary>
    private Reads Current()
    {
        var connection = source.Current;
        lock (_gate)
        {
            if (_reads is null || _reads.Connection != connection)
            {
                _reads = new(
                    connection,
                    new(() => OfAsync(connection, client.GetLastPositionsAsync), TimeSpan.Zero, time),
                    new(() => OfAsync(connection, client.GetVehiclesAsync), VehiclesMaxAge, time));
            }

            return _reads;
        }
    }

    private async Task<Listing<VehicleEntry>> OfAsync(
        UpstreamConnection? connection, Func<CancellationToken, Task<Listing<VehicleEntry>>> read)
    {
        var listing = await read(lifetime);

        // The client asks whichever account is in force, and that may have changed just before it did.
        return source.Current == connection
            ? listing
            : throw new UpstreamException(UpstreamFailure.BadReply, "The connection to the vendor was changed meanwhile.");
    }

    private sealed record Reads(
        UpstreamConnection? Connection, SharedRead<Listing<VehicleEntry>> Positions, SharedRead<Listing<VehicleEntry>> Vehicles);
}
