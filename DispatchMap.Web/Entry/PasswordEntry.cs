using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using DispatchMap.Web.Security;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>Signing in with a password. The answer to a wrong one and to an unknown address is the same, and takes as long.</summary>
internal sealed class PasswordEntry(
    FirstUsers first, UserManager<User> users, UserSignIn signIn, IPasswordHasher<User> hasher, SignInGate gate, AuditLog audit,
    TimeProvider time)
{
    private static readonly User Nobody = new();
    private static string? _nobodysHash;

    /// <returns>
    /// Succeeded, RequiresTwoFactor, or Failed without saying why. When there is time to wait, nothing was looked at.
    /// </returns>
    public async Task<(SignInResult Result, TimeSpan Wait)> TryAsync(string email, string password, bool remember, HttpContext context)
    {
        await first.EnsureAsync(context.RequestAborted);
        var address = context.Connection.RemoteIpAddress;
        if (gate.Enter(email, address) is var wait && wait > TimeSpan.Zero)
            return (SignInResult.Failed, wait);
        // What cannot be an address is nobody's, and not every database takes it for a question.
        var user = email.Length <= Invitations.MaxEmail && !email.Any(char.IsControl) ? await users.FindByEmailAsync(email) : null;
        if (!await MatchesAsync(user, password) || user is not { Disabled: false })
        {
            await audit.WriteAsync(
                new(null, email, AuditActor.AddressOf(context)), AuditAction.SignInRefused,
                detail: user is { Disabled: true } ? "Disabled" : "", cancellationToken: context.RequestAborted);
            return (SignInResult.Failed, TimeSpan.Zero);
        }

        gate.Succeeded(email, address);
        var result = await signIn.AfterPasswordAsync(user, remember);
        if (result.Succeeded)
            await WelcomeAsync(user, "Password", context);
        return (result, TimeSpan.Zero);
    }

    /// <summary>Notes that somebody has come in.</summary>
    public async Task WelcomeAsync(User user, string by, HttpContext context)
    {
        user.LastSignInAt = time.GetUtcNow();
        await users.UpdateAsync(user);
        await audit.WriteAsync(AuditActor.Of(user, context), AuditAction.SignedIn, user.Email ?? "", by, cancellationToken: context.RequestAborted);
    }

    /// <summary>Hashes a password whether there is one to compare it with or not: the time tells nothing.</summary>
    private async Task<bool> MatchesAsync(User? user, string password)
    {
        if (user?.PasswordHash is not null)
            return await users.CheckPasswordAsync(user, password);
        hasher.VerifyHashedPassword(Nobody, _nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), password);
        return false;
    }
}
