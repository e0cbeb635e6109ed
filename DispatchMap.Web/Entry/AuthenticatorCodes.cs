using System.Globalization;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>The codes of authenticator apps, each good for one use: who looks over a shoulder is late.</summary>
internal sealed class AuthenticatorCodes(UserManager<User> users, TimeProvider time)
{
    private const string Name = "UsedCodes";

    /// <summary>Longer than the framework takes any code for right.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>Whether the code is right and was not used before.</summary>
    public async Task<bool> TakeAsync(User user, string? code)
    {
        var digits = string.Concat((code ?? "").Where(char.IsAsciiDigit));
        if (digits.Length != 6 || !await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, digits))
            return false;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var used = (await users.GetAuthenticationTokenAsync(user, RecoveryCodes.Provider, Name) ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(entry => now - long.Parse(entry[7..], CultureInfo.InvariantCulture) < Memory.TotalSeconds)
            .ToList();
        if (used.Any(entry => entry.StartsWith(digits, StringComparison.Ordinal)))
            return false;
        used.Add(string.Create(CultureInfo.InvariantCulture, $"{digits}:{now}"));
        // Saving fails when another request has just used a code of this user.
        return (await users.SetAuthenticationTokenAsync(user, RecoveryCodes.Provider, Name, string.Join(' ', used))).Succeeded;
    }
}
