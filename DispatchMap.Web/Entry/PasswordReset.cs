using System.Buffers.Text;
using System.Text;
using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using DispatchMap.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>A new password by a link that an admin handed over. It is good once: any change of the password ends it.</summary>
internal sealed class PasswordReset(AdminWork admin, UserWork work, AuditLog audit, SessionWatch sessions)
{
    /// <summary>Makes a link for a user.</summary>
    /// <returns>The link's token, which nobody can read again; null when it was refused.</returns>
    /// <inheritdoc cref="AdminWork.DoAsync" path="/exception"/>
    public async Task<(PeopleAnswer Answer, string? Token)> OfferAsync(string userId, CancellationToken cancellationToken)
    {
        var answer = await admin.DoAsync(
            async moment =>
            {
                if (await moment.Users.FindByIdAsync(userId) is not { Disabled: false } user || DemoAccounts.AreOne(user))
                    return PeopleAnswer.Refused("This account cannot have a new password.");
                moment.Note(AuditAction.PasswordResetOffered, user.Email!);
                return PeopleAnswer.Done;
            },
            cancellationToken);
        if (answer.Refusal is not null)
            return (answer, null);
        // Not in the moment above: a new key for encrypting it would be saved by others, who would wait for the end of it.
        var token = await work.UseAsync(
            async users => await users.FindByIdAsync(userId) is { } user ? Encode(await users.GeneratePasswordResetTokenAsync(user)) : null,
            cancellationToken);
        return (answer, token);
    }

    /// <summary>Whose password the link is for; null when it is good for nothing, or no longer.</summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public Task<string?> EmailOfAsync(string userId, string token, CancellationToken cancellationToken) =>
        work.UseAsync(async users => (await FindAsync(users, userId, token))?.Email, cancellationToken);

    /// <summary>Sets the password; whoever is signed in as this user is so no longer.</summary>
    /// <exception cref="StoreException">The database cannot be used now.</exception>
    public async Task<PeopleAnswer> ResetAsync(string userId, string token, string password, HttpContext context)
    {
        var answer = await work.UseAsync(
            async (users, db) =>
            {
                if (await FindAsync(users, userId, token) is not { } user)
                    return PeopleAnswer.Refused("This link is not good any more.");
                audit.Add(db, AuditActor.Of(user, context), AuditAction.PasswordChanged, user.Email!, "By a link from an admin");
                return PeopleAnswer.Of(await users.ResetPasswordAsync(user, Decode(token)!, password));
            },
            context.RequestAborted);
        sessions.Look();
        return answer;
    }

    private static async Task<User?> FindAsync(UserManager<User> users, string userId, string token) =>
        Decode(token) is { } plain
        && await users.FindByIdAsync(userId) is { Disabled: false } user && !DemoAccounts.AreOne(user)
        && await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<User>.ResetPasswordTokenPurpose, plain)
            ? user
            : null;

    private static string Encode(string token) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token));

    private static string? Decode(string token) =>
        Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : null;
}
