namespace DispatchMap.Core.Groups;

/// <summary>The account's vehicle groups and, where the vendor says, who is in them.</summary>
public interface IGroupCatalog
{
    /// <summary>
    /// The groups as last read, reading them when that is long ago; one read serves all who wait. Throws
    /// <see cref="MyCarTracks.UpstreamException"/> when they were never read and cannot be now.
    /// </summary>
    Task<VehicleGroups> GetAsync(CancellationToken cancellationToken);
}
