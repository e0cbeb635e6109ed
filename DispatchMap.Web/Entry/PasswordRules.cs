using DispatchMap.Web.People;
using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.Entry;

/// <summary>
/// Refuses what guessers try first: what many people have chosen (<see cref="CommonPasswords"/>), and what is made of parts that
/// anybody would guess. It takes away the user's own name and address, common words, years, runs along the alphabet or the keyboard
/// and repetitions, and what is left must be something.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    /// <summary>Length is what makes a password strong; rules about its letters only make it forgettable.</summary>
    public const int MinLength = 8;

    /// <summary>Hashing costs time in proportion.</summary>
    public const int MaxLength = 256;

    private const int LeastOwn = 5;

    private static readonly string[] Common =
    [
        "dispatchmap", "dispatch", "mycartracks", "password", "passwort", "passwd", "heslo", "administrator", "admin", "welcome", "letmein", "login", "secret",
        "changeme", "default", "iloveyou", "sunshine", "princess", "football", "baseball", "hockey", "monkey", "dragon", "master", "shadow", "superman",
        "batman", "pokemon", "starwars", "trustno", "whatever", "michael", "jennifer", "hello", "guest", "user", "root", "test", "demo", "temp",
        "spring", "summer", "autumn", "winter", "january", "february", "march", "april", "june", "july", "august", "september", "october",
        "november", "december", "monday", "friday", "bratislava", "slovensko", "slovakia", "company", "truck", "fleet", "driver",
    ];

    private static readonly string[] Rows =
        ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb"];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) => Task.FromResult(
        WhatIsWrong(password, user.Email, user.DisplayName) is { } wrong
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordGuessable", Description = wrong })
            : IdentityResult.Success);

    /// <summary>What to tell whoever chose it; null when nothing is wrong. Too short is the framework's to say.</summary>
    public static string? WhatIsWrong(string? password, string? email, string? name)
    {
        if (password is null || password.Length < MinLength)
            return null;
        if (password.Length > MaxLength)
            return $"Passwords may have {MaxLength} characters at most.";
        return CommonPasswords.Contains(password) || OwnPart(password, email, name) < LeastOwn
            ? "This password is among the first that would be guessed. A few unrelated words in a row are good."
            : null;
    }

    /// <summary>How many characters are left when everything that is easily guessed counts as nothing.</summary>
    private static int OwnPart(string password, string? email, string? name)
    {
        var plain = Plain(password);
        var guessed = new bool[plain.Length];
        foreach (var word in Common.Concat(Words(email)).Concat(Words(name)))
            Cover(Plain(word), plain, guessed);
        CoverYears(password, guessed);

        var own = 0;
        for (var i = 0; i < password.Length; i++)
        {
            if (!guessed[i] && char.IsLetterOrDigit(password[i]) && !(i > 0 && GoesOn(password[i - 1], password[i])))
                own++;
        }

        // A character that stands alone says something; the same few in turns do not.
        return Math.Min(own, password.Distinct().Count());
    }

    private static void Cover(string word, string text, bool[] guessed)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            Array.Fill(guessed, true, at, word.Length);
    }

    private static void CoverYears(string text, bool[] guessed)
    {
        for (var at = 0; at + 4 <= text.Length; at++)
        {
            if (text.AsSpan(at, 2) is "19" or "20" && char.IsAsciiDigit(text[at + 2]) && char.IsAsciiDigit(text[at + 3]))
                Array.Fill(guessed, true, at, 4);
        }
    }

    private static bool GoesOn(char before, char here)
    {
        var (a, b) = (char.ToLowerInvariant(before), char.ToLowerInvariant(here));
        return a == b || Rows.Any(row => row.Contains($"{a}{b}", StringComparison.Ordinal) || row.Contains($"{b}{a}", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Words(string? text) =>
        (text ?? "").Split(['@', '.', '-', '_', '+', ' '], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 3);

    /// <summary>Small letters, with the digits and signs that stand for letters read as these.</summary>
    private static string Plain(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            plain[i] = char.ToLowerInvariant(text[i]) switch
            {
                '0' => 'o',
                '1' or '!' => 'i',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' => 't',
                var letter => letter,
            };
        }
    });
}
