using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;

namespace DispatchMap.Core.Feeds.Memory;

/// <summary>The groups as the vendor says, and while it has never answered, as they were last known.</summary>
internal sealed class RememberedGroups(IGroupCatalog vendor, AccountMemory memory) : IGroupCatalog
{
    public async Task<VehicleGroups> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            var groups = await vendor.GetAsync(cancellationToken);
            memory.NoteGroups(groups);
            return groups;
        }
        catch (UpstreamException)
        {
            if (await KnownAsync(cancellationToken) is { } known)
                return known;
            throw;
        }
    }

    private async Task<VehicleGroups?> KnownAsync(CancellationToken cancellationToken)
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
