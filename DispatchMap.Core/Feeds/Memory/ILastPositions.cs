namespace DispatchMap.Core.Feeds.Memory;

/// <summary>Where the last known positions outlive the process. Knows accounts by their key only, never by their credentials.</summary>
public interface ILastPositions
{
    /// <summary>What was saved of an account; an empty fleet when nothing was.</summary>
    /// <exception cref="StoreException">The store cannot be used now.</exception>
    Task<KnownFleet> LoadAsync(string account, CancellationToken cancellationToken);

    /// <summary>
    /// Saves what changed, all of it or nothing. Of two processes that save the same vehicle, the newer report stays.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be used now; nothing was saved.</exception>
    Task SaveAsync(string account, FleetChanges changes, CancellationToken cancellationToken);
}
