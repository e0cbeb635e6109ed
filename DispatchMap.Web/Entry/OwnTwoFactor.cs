using System.Security.Cryptography;
using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>Setting up, renewing and leaving the second factor.</summary>
internal sealed class OwnTwoFactor(
    UserManager<User> users, IUserStore<User> store, OwnAccount account, AuthenticatorCodes codes, RecoveryCodes recovery,
    IDataProtectionProvider protection, AuditLog audit)
{
    private static readonly TimeSpan Offer = TimeSpan.FromMinutes(30);

    private IUserAuthenticatorKeyStore<User> Keys => (IUserAuthenticatorKeyStore<User>)store;

    /// <summary>
    /// Makes a key up. It travels with the form, sealed, and is kept only once a code shows that an app has it: looking at
    /// the page changes nothing.
    /// </summary>
    public (string Key, string Sealed) Propose(User user)
    {
        var key = users.GenerateNewAuthenticatorKey();
        return (key, Seal(user).Protect(key, Offer));
    }

    /// <summary>The key again, for a form that comes back; null when it is too old.</summary>
    public string? Reopen(User user, string? seal)
    {
        try
        {
            return seal is null ? null : Seal(user).Unprotect(seal);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What authenticator apps read from the picture.</summary>
    public static string Uri(User user, string key) =>
        $"otpauth://totp/DispatchMap:{System.Uri.EscapeDataString(user.Email ?? "")}?secret={key}&issuer=DispatchMap&digits=6";

    /// <summary>The key in groups of four, for typing.</summary>
    public static string Readable(string key) => string.Join(' ', key.Chunk(4).Select(group => new string(group)));

    /// <returns>The recovery codes, or what to tell the user.</returns>
    public async Task<(IReadOnlyList<string>? Codes, string? Trouble)> ConfirmAsync(string key, string? code, string? proof, HttpContext context)
    {
        var user = await account.FindToChangeAsync(context);
        if (user.TwoFactorEnabled)
            return (null, "Two-step sign-in is on already.");
        if (await account.ProveAsync(user, proof, context) is { } trouble)
            return (null, trouble);
        // Not saved until the code is found right.
        await Keys.SetAuthenticatorKeyAsync(user, key, context.RequestAborted);
        if (!await codes.TakeAsync(user, code))
            return (null, "That is not the code of this key. Codes change every 30 seconds; the phone's clock must be right.");
        await users.SetTwoFactorEnabledAsync(user, true);
        var made = await recovery.MakeAsync(user);
        await account.KeepOnlyThisAsync(user, AuditAction.TwoFactorOn, context);
        return (made, null);
    }

    /// <inheritdoc cref="ConfirmAsync"/>
    public async Task<(IReadOnlyList<string>? Codes, string? Trouble)> RenewCodesAsync(string? proof, HttpContext context)
    {
        var user = await account.FindToChangeAsync(context);
        if (!user.TwoFactorEnabled)
            return (null, "Two-step sign-in is off.");
        if (await account.ProveAsync(user, proof, context) is { } trouble)
            return (null, trouble);
        var made = await recovery.MakeAsync(user);
        await audit.WriteAsync(AuditActor.Of(user, context), AuditAction.RecoveryCodesMade, user.Email!);
        return (made, null);
    }

    public async Task<string?> TurnOffAsync(string? proof, HttpContext context)
    {
        var user = await account.FindToChangeAsync(context);
        if (await account.ProveAsync(user, proof, context) is { } trouble)
            return trouble;
        await users.SetTwoFactorEnabledAsync(user, false);
        await recovery.ForgetAsync(user);
        await account.KeepOnlyThisAsync(user, AuditAction.TwoFactorOff, context);
        return null;
    }

    private ITimeLimitedDataProtector Seal(User user) =>
        protection.CreateProtector("DispatchMap.AuthenticatorKey", user.Id).ToTimeLimitedDataProtector();
}
