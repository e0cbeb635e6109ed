using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using DispatchMap.Web.Security;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>
/// The step after the password. Wrong codes are counted for each user: only who knows the password gets this far, so nobody
/// else can lock a user out with them. The count in the database alone would miss guesses made at the same moment, which the
/// gate counts one after the other.
/// </summary>
internal sealed class SecondFactor(
    UserManager<User> users, UserSignIn signIn, AuthenticatorCodes codes, RecoveryCodes recovery, SignInGate gate, PasswordEntry entry, AuditLog audit)
{
    /// <summary>Whoever has given the right password in this browser within the last minutes.</summary>
    public async Task<User?> PendingAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is { Disabled: false } user ? user : null;

    /// <returns>Succeeded, LockedOut after too many wrong ones, NotAllowed when no password was given before, or Failed.</returns>
    public Task<SignInResult> TryCodeAsync(string? code, bool remember, bool rememberBrowser, HttpContext context) =>
        TryAsync(user => codes.TakeAsync(user, code), "Authenticator code", remember, rememberBrowser, context);

    /// <inheritdoc cref="TryCodeAsync"/>
    public Task<SignInResult> TryRecoveryAsync(string? code, bool remember, HttpContext context) =>
        TryAsync(user => recovery.TakeAsync(user, code), "Recovery code", remember, rememberBrowser: false, context);

    private async Task<SignInResult> TryAsync(
        Func<User, Task<bool>> isRight, string what, bool remember, bool rememberBrowser, HttpContext context)
    {
        if (await PendingAsync() is not { } user)
            return SignInResult.NotAllowed;
        var address = context.Connection.RemoteIpAddress;
        if (await users.IsLockedOutAsync(user) || gate.Enter(user.Id, address) > TimeSpan.Zero)
            return SignInResult.LockedOut;
        if (!await isRight(user))
        {
            await users.AccessFailedAsync(user);
            await audit.WriteAsync(AuditActor.Of(user, context), AuditAction.SignInRefused, detail: what, cancellationToken: context.RequestAborted);
            return await users.IsLockedOutAsync(user) ? SignInResult.LockedOut : SignInResult.Failed;
        }

        gate.Succeeded(user.Id, address);
        await users.ResetAccessFailedCountAsync(user);
        await signIn.AfterSecondFactorAsync(user, remember, rememberBrowser);
        await entry.WelcomeAsync(user, $"Password and {what.ToLowerInvariant()}", context);
        return SignInResult.Success;
    }
}
