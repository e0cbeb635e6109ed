using DispatchMap.Web.Audit;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>Signing in with a passkey: it is two factors in one, the device and what unlocks it.</summary>
internal sealed class PasskeyEntry(FirstUsers first, UserManager<User> users, SignInManager<User> signIn, PasswordEntry entry, AuditLog audit, DemoMode demo)
{
    /// <summary>How a session says that it began with one.</summary>
    public const string Method = "passkey";

    public async Task<bool> TryAsync(string credential, bool remember, HttpContext context)
    {
        await first.EnsureAsync(context.RequestAborted);
        var result = await AssertAsync(credential);
        if (result is not { Succeeded: true, User: { Disabled: false } user } || (user.IsDemo && !demo.On) || !await OwnPasskeys.AreForAsync(users, user))
        {
            await audit.WriteAsync(
                new(null, "", AuditActor.AddressOf(context)), AuditAction.SignInRefused, detail: "Passkey", cancellationToken: context.RequestAborted);
            return false;
        }

        // It counts its uses: a copy of it would fall behind.
        await users.AddOrUpdatePasskeyAsync(user, result.Passkey);
        await signIn.SignInAsync(user, remember, Method);
        await entry.WelcomeAsync(user, "Passkey", context);
        return true;
    }

    private async Task<PasskeyAssertionResult<User>?> AssertAsync(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // Nobody has asked this browser for one, or too long ago.
            return null;
        }
    }
}
