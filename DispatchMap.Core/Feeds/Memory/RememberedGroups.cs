using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>The groups as the vendor says, and while it has never answered, as they were last known.</summary>
internal sealed class RememberedGroups(IGroupCatalog vendor, PositionKeeper keeper) : IGroupCatalog
{
    public async Task<VehicleGroups> GetAsync(CancellationToken cancellationToken)
    {
        var memory = keeper.Open();
        try
        {
            var groups = await vendor.GetAsync(cancellationToken);
            memory?.NoteGroups(groups);
            return groups;
        }
        catch (UpstreamException) when (memory is not null)
        {
            if (await KnownAsync(memory, cancellationToken) is { } known)
                return known;
            throw;
        }
    }

    private static async Task<VehicleGroups?> KnownAsync(AccountMemory memory, CancellationToken cancellationToken)
    {
        try
        {
            return await memory.GroupsAsync(cancellationToken);
        }
        catch (StoreException)
        {
            return null;
        }
    }
}
