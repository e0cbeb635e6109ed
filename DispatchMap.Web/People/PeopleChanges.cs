using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Entry;
using DispatchMap.Web.Words;
using Microsoft.EntityFrameworkCore;

namespace DispatchMap.Web.People;

/// <summary>What an admin may do to an account. Every change ends the sessions of its user.</summary>
internal sealed class PeopleChanges(AdminWork work)
{
    /// <summary>Gives an account another role or restriction.</summary>
    /// <inheritdoc cref="AdminWork.DoAsync" path="/exception"/>
    public Task<PeopleAnswer> ChangeAccessAsync(string userId, Access access, CancellationToken cancellationToken) => ChangeAsync(
        userId,
        async (moment, user) =>
        {
            if (access.Trouble is { } trouble)
                return PeopleAnswer.Refused(trouble);
            var wanted = access.Plain();
            var before = new Access(user.Role, user.OnlyGroups);
            if (wanted.SameAs(before))
                return PeopleAnswer.Done;
            if (wanted.Role != Role.Admin && await IsLastAdminAsync(moment, user))
                return PeopleAnswer.Refused("This is the last admin. Make somebody else an admin first.");
            (user.Role, user.OnlyGroups) = (wanted.Role, wanted.OnlyGroups);
            if (wanted.Role != before.Role)
                moment.Note(AuditAction.RoleChanged, user.Email!, $"{RoleWords.Name(before.Role)} to {RoleWords.Name(wanted.Role)}");
            if (!wanted.SameGroupsAs(before))
                moment.Note(AuditAction.RestrictionChanged, user.Email!, $"{PeopleWords.Restriction(before.OnlyGroups)} to {PeopleWords.Restriction(wanted.OnlyGroups)}");
            return PeopleAnswer.Of(await moment.Users.UpdateSecurityStampAsync(user));
        },
        cancellationToken);

    /// <summary>Locks somebody out, or lets them in again.</summary>
    /// <inheritdoc cref="AdminWork.DoAsync" path="/exception"/>
    public Task<PeopleAnswer> SetDisabledAsync(string userId, bool disabled, CancellationToken cancellationToken) => ChangeAsync(
        userId,
        async (moment, user) =>
        {
            if (user.Disabled == disabled)
                return PeopleAnswer.Done;
            if (disabled && await IsLastAdminAsync(moment, user))
                return PeopleAnswer.Refused("This is the last admin, who cannot be disabled.");
            user.Disabled = disabled;
            moment.Note(disabled ? AuditAction.Disabled : AuditAction.Enabled, user.Email!);
            return PeopleAnswer.Of(await moment.Users.UpdateSecurityStampAsync(user));
        },
        cancellationToken);

    /// <inheritdoc cref="AdminWork.DoAsync" path="/exception"/>
    public Task<PeopleAnswer> RemoveAsync(string userId, CancellationToken cancellationToken) => ChangeAsync(
        userId,
        async (moment, user) =>
        {
            if (await IsLastAdminAsync(moment, user))
                return PeopleAnswer.Refused("This is the last admin, who cannot be removed.");
            moment.Note(AuditAction.Removed, user.Email!, RoleWords.Name(user.Role));
            return PeopleAnswer.Of(await moment.Users.DeleteAsync(user));
        },
        cancellationToken);

    /// <inheritdoc cref="AdminWork.DoAsync" path="/exception"/>
    public Task<PeopleAnswer> SignOutEverywhereAsync(string userId, CancellationToken cancellationToken) => ChangeAsync(
        userId,
        async (moment, user) =>
        {
            moment.Note(AuditAction.SignedOutEverywhere, user.Email!);
            return PeopleAnswer.Of(await moment.Users.UpdateSecurityStampAsync(user));
        },
        cancellationToken);

    /// <summary>For somebody who has lost the phone: authenticator, recovery codes and passkeys go.</summary>
    /// <inheritdoc cref="AdminWork.DoAsync" path="/exception"/>
    public Task<PeopleAnswer> ResetTwoFactorAsync(string userId, CancellationToken cancellationToken) => ChangeAsync(
        userId,
        async (moment, user) =>
        {
            var passkeys = await moment.Users.GetPasskeysAsync(user);
            foreach (var passkey in passkeys)
                await moment.Users.RemovePasskeyAsync(user, passkey.CredentialId);
            await moment.Users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
            await moment.Users.ResetAuthenticatorKeyAsync(user);
            moment.Note(AuditAction.TwoFactorOff, user.Email!, passkeys.Count > 0 ? $"Reset by an admin, with {passkeys.Count} passkeys" : "Reset by an admin");
            return PeopleAnswer.Of(await moment.Users.SetTwoFactorEnabledAsync(user, false));
        },
        cancellationToken);

    private Task<PeopleAnswer> ChangeAsync(string userId, Func<AdminWork.Moment, User, Task<PeopleAnswer>> change, CancellationToken cancellationToken) => work.DoAsync(
        async moment => await moment.Users.FindByIdAsync(userId) switch
        {
            null => PeopleAnswer.Refused("This account does not exist any more."),
            { } user when DemoAccounts.AreOne(user) => PeopleAnswer.Refused("The demo's own accounts cannot be changed."),
            { } user => await change(moment, user),
        },
        cancellationToken);

    /// <summary>Whether nobody could administer anything without this account. What was made in the demo does not count.</summary>
    private static async Task<bool> IsLastAdminAsync(AdminWork.Moment moment, User user) =>
        user is { Role: Role.Admin, Disabled: false, IsDemo: false }
        && !await moment.Db.Users.AnyAsync(other => other.Id != user.Id && other.Role == Role.Admin && !other.Disabled && !other.IsDemo);
}
