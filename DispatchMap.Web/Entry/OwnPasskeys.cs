using System.Buffers.Text;
using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>A user's passkeys.</summary>
internal sealed class OwnPasskeys(UserManager<User> users, UserSignIn signIn, OwnAccount account, AuditLog audit)
{
    private const int Most = 20;
    private const int MaxName = 60;

    /// <summary>
    /// Whether the user may have any. Whom only an OpenID Connect provider vouches for comes by it each time: a way past it
    /// would stay open when the provider closes its own.
    /// </summary>
    public static async Task<bool> AreForAsync(UserManager<User> users, User user) =>
        user.PasswordHash is not null || (await users.GetLoginsAsync(user)).Count == 0;

    /// <inheritdoc cref="AreForAsync(UserManager{User}, User)"/>
    public Task<bool> AreForAsync(User user) => AreForAsync(users, user);

    /// <summary>What the browser needs to make one.</summary>
    public async Task<string> OptionsAsync(HttpContext context)
    {
        var user = await FindAsync(context);
        return await signIn.MakePasskeyCreationOptionsAsync(new()
        {
            Id = user.Id,
            Name = user.Email ?? "",
            DisplayName = user.DisplayName.Length > 0 ? user.DisplayName : user.Email ?? "",
        });
    }

    public async Task<IReadOnlyList<UserPasskeyInfo>> ListAsync(User user) =>
        [.. (await users.GetPasskeysAsync(user)).OrderBy(passkey => passkey.CreatedAt)];

    public async Task<string?> AddAsync(string? credential, string? name, string? proof, HttpContext context)
    {
        var user = await FindAsync(context);
        if (await account.ProveAsync(user, proof, context) is { } trouble)
            return trouble;
        if ((await users.GetPasskeysAsync(user)).Count >= Most)
            return $"{Most} passkeys are the most. Remove one first.";
        if (string.IsNullOrEmpty(credential) || await AttestAsync(credential) is not { Succeeded: true } result || result.UserEntity.Id != user.Id)
            return "The passkey was not made. Try again.";
        result.Passkey.Name = Name(name);
        var added = await users.AddOrUpdatePasskeyAsync(user, result.Passkey);
        if (!added.Succeeded)
            return "The passkey could not be kept. Try again.";
        await audit.WriteAsync(AuditActor.Of(user, context), AuditAction.PasskeyAdded, user.Email!, result.Passkey.Name);
        return null;
    }

    public async Task RenameAsync(string? id, string? name, HttpContext context)
    {
        var user = await account.FindToChangeAsync(context);
        if (await FindAsync(user, id) is not { } passkey)
            return;
        passkey.Name = Name(name);
        await users.AddOrUpdatePasskeyAsync(user, passkey);
    }

    public async Task RemoveAsync(string? id, HttpContext context)
    {
        var user = await account.FindToChangeAsync(context);
        if (await FindAsync(user, id) is not { } passkey)
            return;
        await users.RemovePasskeyAsync(user, passkey.CredentialId);
        await audit.WriteAsync(AuditActor.Of(user, context), AuditAction.PasskeyRemoved, user.Email!, passkey.Name ?? "");
    }

    /// <summary>How the page names one.</summary>
    public static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    private async Task<User> FindAsync(HttpContext context) =>
        await account.FindToChangeAsync(context) is var user && await AreForAsync(user) ? user : throw new NotAllowedException();

    private async Task<UserPasskeyInfo?> FindAsync(User user, string? id) =>
        (await users.GetPasskeysAsync(user)).FirstOrDefault(passkey => IdOf(passkey) == id);

    private async Task<PasskeyAttestationResult?> AttestAsync(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // Nobody has asked this browser for one, or too long ago.
            return null;
        }
    }

    private static string Name(string? name) => string.IsNullOrWhiteSpace(name) ? "Passkey" : name.Trim() is { Length: > MaxName } text ? text[..MaxName] : name.Trim();
}
