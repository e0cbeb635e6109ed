using System.ComponentModel.DataAnnotations;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Storage;
using DispatchMap.Web.Words;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.People;

/// <summary>Invites people, and takes invitations back.</summary>
internal sealed class Invitations(AdminWork work, TimeProvider time)
{
    public const int MaxEmail = 254;

    /// <summary>How long a link is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Those that were not used or revoked, by somebody who is an admin to this day. Some may have expired.</summary>
    public static IQueryable<Invitation> OpenIn(DispatchMapDb db) => db.Invitations.Where(invitation =>
        invitation.AcceptedAt == null && invitation.RevokedAt == null
        && db.Users.Any(user => user.Id == invitation.InvitedById && user.Role == Role.Admin && !user.Disabled));

    /// <summary>Invites somebody; an earlier invitation of the same address is over.</summary>
    /// <returns>The link's token, which nobody can read again; null when it was refused.</returns>
    /// <inheritdoc cref="AdminWork.DoAsync" path="/exception"/>
    public async Task<(PeopleAnswer Answer, string? Token)> InviteAsync(string email, Access access, CancellationToken cancellationToken)
    {
        var token = LinkToken.Make();
        var answer = await work.DoAsync(moment => InviteAsync(moment, email.Trim(), access, token, cancellationToken), cancellationToken);
        return (answer, answer.Refusal is null ? token : null);
    }

    /// <inheritdoc cref="AdminWork.DoAsync" path="/exception"/>
    public Task<PeopleAnswer> RevokeAsync(int id, CancellationToken cancellationToken) => work.DoAsync(
        async moment =>
        {
            var invitation = await moment.Db.Invitations.FirstOrDefaultAsync(invitation => invitation.Id == id, cancellationToken);
            if (invitation is null or { RevokedAt: not null })
                return PeopleAnswer.Done;
            if (invitation.AcceptedAt is not null)
                return PeopleAnswer.Refused("The invitation has been accepted meanwhile: there is an account now.");
            Revoke(moment, invitation, "");
            return PeopleAnswer.Done;
        },
        cancellationToken);

    private async Task<PeopleAnswer> InviteAsync(AdminWork.Moment moment, string email, Access access, string token, CancellationToken cancellationToken)
    {
        if (email.Length is 0 or > MaxEmail || !new EmailAddressAttribute().IsValid(email) || email.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
            return PeopleAnswer.Refused("That is not an e-mail address.");
        if (access.Trouble is { } trouble)
            return PeopleAnswer.Refused(trouble);
        if (await moment.Users.FindByEmailAsync(email) is not null)
            return PeopleAnswer.Refused("Somebody with this e-mail address has an account already.");

        var earlier = await moment.Db.Invitations.Where(other => other.AcceptedAt == null && other.RevokedAt == null).ToListAsync(cancellationToken);
        foreach (var other in earlier.Where(other => string.Equals(other.Email, email, StringComparison.OrdinalIgnoreCase)))
            Revoke(moment, other, "Replaced by a new one");

        var (role, groups) = access.Plain();
        var now = time.GetUtcNow();
        moment.Db.Invitations.Add(new()
        {
            TokenHash = LinkToken.Hash(token),
            Email = email,
            Role = role,
            OnlyGroups = groups,
            InvitedBy = moment.Actor.Name,
            InvitedById = moment.Actor.UserId,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        });
        moment.Note(AuditAction.Invited, email, $"{RoleWords.Name(role)}, {PeopleWords.Restriction(groups)}");
        return PeopleAnswer.Done;
    }

    private void Revoke(AdminWork.Moment moment, Invitation invitation, string why)
    {
        invitation.RevokedAt = time.GetUtcNow();
        moment.Note(AuditAction.InvitationRevoked, invitation.Email, why);
    }
}
