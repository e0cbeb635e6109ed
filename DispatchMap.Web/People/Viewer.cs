using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using DispatchMap.Core.Feeds;
using DispatchMap.Web.Settings;

namespace DispatchMap.Web.People;

/// <summary>
/// Whoever looks, as the session says. A change of role or restriction ends the session, so what it says holds.
/// </summary>
/// <param name="OnlyGroups">The vehicle groups this viewer is restricted to; null = every vehicle.</param>
internal sealed record Viewer(string UserId, string Name, Role Role, ImmutableArray<long>? OnlyGroups)
{
    /// <summary>One claim per allowed group; one of <see cref="NoGroup"/> when restricted to none.</summary>
    public const string GroupClaim = "dispatchmap:group";

    public const string NoGroup = "none";

    /// <summary>The viewer of a signed-in principal; null for anybody else.</summary>
    public static Viewer? From(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated is not true
            || principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { Length: > 0 } id
            || !Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role))
        {
            return null;
        }

        var groups = principal.FindAll(GroupClaim).Select(claim => claim.Value).ToArray();
        return new(id, principal.Identity.Name ?? "", role, groups.Length == 0 ? null : Ids(groups));
    }

    /// <summary>What to ask for when these groups are chosen; none chosen means all that the viewer may see.</summary>
    /// <param name="defaults">How streams are asked for; null = as when nobody has set anything.</param>
    /// <exception cref="NotAllowedException">There is nothing, or not all of it, that the viewer may see.</exception>
    public Scope ScopeOf(ImmutableArray<long> groups, StreamDefaults? defaults = null)
    {
        var wanted = groups.IsEmpty ? OnlyGroups ?? [] : groups;
        if (!wanted.All(MaySee) || (OnlyGroups is not null && wanted.IsEmpty))
            throw new NotAllowedException();
        var (shared, interval, fields) = defaults ?? new();
        return wanted.IsEmpty ? Scope.All(shared, interval, fields) : Scope.OfGroups(wanted, shared, interval, fields);
    }

    public bool MaySee(long groupId) => OnlyGroups is not { } allowed || allowed.Contains(groupId);

    /// <summary>Whether every vehicle of the scope is one that the viewer may see.</summary>
    public bool MaySee(Scope scope) => OnlyGroups is null || (!scope.GroupIds.IsEmpty && scope.GroupIds.All(MaySee));

    private static ImmutableArray<long> Ids(IEnumerable<string> groups) =>
    [
        .. groups.Where(group => group != NoGroup).Select(group => long.Parse(group, CultureInfo.InvariantCulture)),
    ];
}
