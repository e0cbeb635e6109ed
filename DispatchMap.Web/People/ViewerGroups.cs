using System.Collections.Frozen;
using DispatchMap.Core.Groups;

namespace DispatchMap.Web.People;

/// <summary>The vehicle groups that the viewer may see; of the others not even the names.</summary>
internal sealed class ViewerGroups(CurrentViewer viewer, IGroupCatalog catalog)
{
    /// <inheritdoc cref="IGroupCatalog.GetAsync"/>
    public async Task<VehicleGroups> GetAsync(CancellationToken cancellationToken)
    {
        var who = await viewer.GetAsync();
        var groups = await catalog.GetAsync(cancellationToken);
        return who.OnlyGroups is null
            ? groups
            : new(
                [.. groups.Groups.Where(group => who.MaySee(group.GroupId))],
                groups.Members.Where(pair => who.MaySee(pair.Key)).ToFrozenDictionary());
    }
}
