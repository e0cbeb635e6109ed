using System.Security.Cryptography;
using System.Text;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>
/// Ten codes for the day the phone is gone, each good once. The framework would keep them as they are; here the database has
/// only their hashes, and alone lets nobody in.
/// </summary>
internal sealed class RecoveryCodes(UserManager<User> users)
{
    public const string Provider = "DispatchMap";
    private const string Name = "RecoveryCodes";
    private const int Count = 10;
    private const int Length = 10;

    /// <summary>Without what is read as something else.</summary>
    private const string Letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    /// <summary>Makes new ones; those before are worth nothing any more.</summary>
    /// <returns>To be shown once.</returns>
    public async Task<IReadOnlyList<string>> MakeAsync(User user)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Letters, Length)).ToList();
        await users.SetAuthenticationTokenAsync(user, Provider, Name, string.Join(' ', codes.Select(code => Hash(user, code))));
        return [.. codes.Select(code => $"{code[..5]}-{code[5..]}")];
    }

    public async Task<int> LeftAsync(User user) => (await HashesAsync(user)).Count;

    /// <summary>Uses one up.</summary>
    public async Task<bool> TakeAsync(User user, string? code)
    {
        var letters = string.Concat((code ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        if (letters.Length != Length)
            return false;
        var hashes = await HashesAsync(user);
        // Saving fails when another request has just used a code of this user.
        return hashes.Remove(Hash(user, letters))
            && (await users.SetAuthenticationTokenAsync(user, Provider, Name, string.Join(' ', hashes))).Succeeded;
    }

    public Task ForgetAsync(User user) => users.RemoveAuthenticationTokenAsync(user, Provider, Name);

    private async Task<List<string>> HashesAsync(User user) =>
        [.. (await users.GetAuthenticationTokenAsync(user, Provider, Name) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The codes are random enough (49 bits) for a quick hash, given that attempts are counted.</summary>
    private static string Hash(User user, string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Id}:{code}")));
}
