using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using DispatchMap.Web.Security;
using DispatchMap.Web.Sessions;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>What users do with their own account. Each returns what to tell them, or null when it is done.</summary>
internal sealed class OwnAccount(
    Database database, UserManager<User> users, UserSignIn signIn, AuthenticatorCodes codes, UserStamps stamps, SessionWatch watch,
    SignInGate gate, AuditLog audit)
{
    public const string TooMany = "Too many wrong attempts. Wait a few minutes and try again.";

    /// <summary>The user of this request.</summary>
    /// <exception cref="Core.Feeds.Memory.StoreException">The database cannot be used now.</exception>
    public async Task<User> FindAsync(HttpContext context)
    {
        await database.PrepareAsync(context.RequestAborted);
        return await users.GetUserAsync(context.User) ?? throw new NotAllowedException();
    }

    /// <summary>The same, of one who may change something: the demo's accounts are everybody's.</summary>
    public async Task<User> FindToChangeAsync(HttpContext context) =>
        await FindAsync(context) is { IsDemo: false } user ? user : throw new NotAllowedException();

    /// <summary>
    /// Makes sure that it is still the user who sits there, before something that whoever finds an open browser would do.
    /// Wrong attempts are counted with those of the second factor.
    /// </summary>
    /// <param name="proof">The password, or a code where there is an authenticator app.</param>
    public async Task<string?> ProveAsync(User user, string? proof, HttpContext context)
    {
        if (user.PasswordHash is null && !user.TwoFactorEnabled)
            return null;
        if (!await MayTryAsync(user, context))
            return TooMany;
        if ((user.TwoFactorEnabled && await codes.TakeAsync(user, proof))
            || (user.PasswordHash is not null && await users.CheckPasswordAsync(user, proof ?? "")))
        {
            gate.Succeeded(user.Id, context.Connection.RemoteIpAddress);
            await users.ResetAccessFailedCountAsync(user);
            return null;
        }

        await users.AccessFailedAsync(user);
        return user.TwoFactorEnabled ? "That is neither your password nor a new code." : "That is not your password.";
    }

    public async Task<string?> RenameAsync(string? name, HttpContext context)
    {
        if (PersonName.Read(name) is not { } displayName)
            return PersonName.Rule;
        var user = await FindToChangeAsync(context);
        user.DisplayName = displayName;
        await users.UpdateAsync(user);
        await signIn.RefreshSignInAsync(user);
        await audit.WriteAsync(AuditActor.Of(user, context), AuditAction.NameChanged, user.Email!, user.DisplayName);
        return null;
    }

    public async Task<string?> ChangePasswordAsync(string? present, string? next, HttpContext context)
    {
        var user = await FindToChangeAsync(context);
        if (!await MayTryAsync(user, context))
            return TooMany;
        var result = await users.ChangePasswordAsync(user, present ?? "", next ?? "");
        if (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
        {
            await users.AccessFailedAsync(user);
            return "The present password is not right.";
        }

        gate.Succeeded(user.Id, context.Connection.RemoteIpAddress);
        if (!result.Succeeded)
            return string.Join(' ', result.Errors.Select(error => error.Description));
        await KeepOnlyThisAsync(user, AuditAction.PasswordChanged, context);
        return null;
    }

    public async Task SignOutEverywhereAsync(HttpContext context)
    {
        var user = await FindToChangeAsync(context);
        await users.UpdateSecurityStampAsync(user);
        await signIn.SignOutAsync();
        await signIn.ForgetTwoFactorClientAsync();
        await EndOthersAsync(user, context);
        await audit.WriteAsync(AuditActor.Of(user, context), AuditAction.SignedOutEverywhere, user.Email!);
    }

    /// <summary>After a change of the security stamp: this browser stays signed in, every other one is out.</summary>
    public async Task KeepOnlyThisAsync(User user, AuditAction action, HttpContext context)
    {
        await signIn.RefreshSignInAsync(user);
        await EndOthersAsync(user, context);
        await audit.WriteAsync(AuditActor.Of(user, context), action, user.Email!);
    }

    /// <summary>The database counts wrong attempts, and misses those made at the same moment; the gate does not.</summary>
    private async Task<bool> MayTryAsync(User user, HttpContext context) =>
        !await users.IsLockedOutAsync(user) && gate.Enter(user.Id, context.Connection.RemoteIpAddress) == TimeSpan.Zero;

    private async Task EndOthersAsync(User user, HttpContext context)
    {
        await stamps.ReadAsync([user.Id], context.RequestAborted);
        watch.Look();
    }
}
