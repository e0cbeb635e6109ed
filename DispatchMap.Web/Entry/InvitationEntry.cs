using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.People;
using DispatchMap.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.Entry;

/// <summary>Coming in by an invitation. A link that is used, expired, revoked, made up, or from somebody who is no admin any more is the same: none.</summary>
internal sealed class InvitationEntry(UserWork work, AuditLog audit, DemoMode demo, TimeProvider time)
{
    private const string Gone = "This link is not good any more.";

    /// <summary>Whom the link invites; null when it invites nobody.</summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public Task<string?> EmailOfAsync(string token, CancellationToken cancellationToken) =>
        work.UseAsync(async (_, db) => (await FindAsync(db, token, cancellationToken))?.Email, cancellationToken);

    /// <summary>Makes the account that the link is for.</summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public Task<PeopleAnswer> AcceptAsync(string token, string name, string password, HttpContext context) => work.AloneAsync(
        async (users, db) =>
        {
            if (await FindAsync(db, token, context.RequestAborted) is not { } invitation)
                return PeopleAnswer.Refused(Gone);
            if (PersonName.Read(name) is not { } displayName)
                return PeopleAnswer.Refused(PersonName.Rule);

            var user = new User
            {
                UserName = invitation.Email,
                Email = invitation.Email,
                DisplayName = displayName,
                Role = invitation.Role,
                OnlyGroups = invitation.OnlyGroups,
                // The demo's admin may be anybody: whom they invite must not be somebody when it is over.
                IsDemo = demo.On,
                CreatedAt = time.GetUtcNow(),
            };
            var made = PeopleAnswer.Of(await users.CreateAsync(user, password));
            if (made.Refusal is not null)
                return made;
            invitation.AcceptedAt = time.GetUtcNow();
            audit.Add(db, AuditActor.Of(user, context), AuditAction.InvitationAccepted, user.Email!, $"Invited by {invitation.InvitedBy}");
            return PeopleAnswer.Done;
        },
        context.RequestAborted);

    private async Task<Invitation?> FindAsync(DispatchMapDb db, string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (LinkToken.Hash(token), time.GetUtcNow());
        return await Invitations.OpenIn(db).FirstOrDefaultAsync(invitation => invitation.TokenHash == hash && invitation.ExpiresAt > now, cancellationToken);
    }
}
