namespace DispatchMap.Web.Entry;

/// <summary>What people call themselves. Others read it, in lists and in the audit log: it must be one line, and as it looks.</summary>
internal static class PersonName
{
    public const int MaxLength = 100;

    public const string Rule = "A name has 1 to 100 characters, all of them visible.";

    /// <summary>The name without what surrounds it; null when it is none.</summary>
    public static string? Read(string? text) =>
        text?.Trim() is { Length: > 0 and <= MaxLength } name && !name.Any(IsHidden) ? name : null;

    /// <summary>Line breaks, and characters that turn the direction of what follows: with them one name looks like another.</summary>
    private static bool IsHidden(char letter) =>
        char.IsControl(letter) || letter is '\u061C' or (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF';
}
