using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Entry;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.People;

/// <summary>Who has an account, and who is invited; for admins.</summary>
internal sealed class PeopleList(CurrentViewer viewer, Database database)
{
    /// <summary>By name.</summary>
    /// <exception cref="NotAllowedException">The viewer is no admin.</exception>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public async Task<IReadOnlyList<Person>> PeopleAsync(CancellationToken cancellationToken)
    {
        await viewer.AtLeastAsync(Role.Admin);
        return await database.UseAsync(
            async (db, stop) =>
            {
                var passkeys = await db.Set<IdentityUserPasskey<string>>().GroupBy(passkey => passkey.UserId)
                    .ToDictionaryAsync(group => group.Key, group => group.Count(), stop);
                var users = await db.Users.AsNoTracking().ToListAsync(stop);
                return users.Select(user => Row(user, passkeys.GetValueOrDefault(user.Id)))
                    .OrderBy(person => person.Name, StringComparer.InvariantCultureIgnoreCase).ThenBy(person => person.Id, StringComparer.Ordinal)
                    .ToArray();
            },
            cancellationToken);
    }

    /// <summary>Those that are open, the newest first. Some may have expired.</summary>
    /// <exception cref="NotAllowedException">The viewer is no admin.</exception>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public async Task<IReadOnlyList<OpenInvitation>> InvitationsAsync(CancellationToken cancellationToken)
    {
        await viewer.AtLeastAsync(Role.Admin);
        return await database.UseAsync(
            (db, stop) => Invitations.OpenIn(db).AsNoTracking()
                .OrderByDescending(invitation => invitation.CreatedAt)
                .Select(invitation => new OpenInvitation(
                    invitation.Id, invitation.Email, invitation.Role, invitation.OnlyGroups, invitation.InvitedBy, invitation.ExpiresAt))
                .ToListAsync(stop),
            cancellationToken);
    }

    private static Person Row(User user, int passkeys) => new(
        user.Id, user.DisplayName.Length > 0 ? user.DisplayName : user.Email ?? "", user.Email ?? "", user.Role, user.OnlyGroups, user.LastSignInAt,
        user.TwoFactorEnabled, passkeys, user.Disabled, user.IsDemo, DemoAccounts.AreOne(user));
}
