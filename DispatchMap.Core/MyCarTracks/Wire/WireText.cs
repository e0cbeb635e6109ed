namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>Makes text from upstream fit to be shown: short, on one line, and running in one direction.</summary>
internal static class WireText
{
    /// <summary>UTF-16 units that are kept of a text.</summary>
    public const int MaxLength = 120;

    /// <summary>
    /// Removes control characters and bidirectional overrides (a name must not reorder the row that it stands in), turns line
    /// breaks and tabs into blanks, trims, and cuts at <see cref="MaxLength"/> without halving a character. Works in place.
    /// </summary>
    public static ReadOnlySpan<char> Clean(Span<char> text)
    {
        if (text.ContainsAnyExceptInRange(' ', '~'))
            text = Filter(text);

        ReadOnlySpan<char> clean = text.Trim();
        if (clean.Length <= MaxLength)
            return clean;
        var end = char.IsHighSurrogate(clean[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return clean[..end].TrimEnd();
    }

    /// <summary>
    /// A code is kept only when it looks like one, so that no sentence, address or token rides on it into a log.
    /// </summary>
    public static string? Code(string? text) =>
        text is { Length: > 0 and <= 40 } && !text.AsSpan().ContainsAnyExcept(CodeChars) ? text : null;

    private static readonly System.Buffers.SearchValues<char> CodeChars =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private static Span<char> Filter(Span<char> text)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (c is '\t' or '\n' or '\r' or '\u2028' or '\u2029')
                text[length++] = ' ';
            else if (!char.IsControl(c) && !IsBidiControl(c))
                text[length++] = c;
        }

        return text[..length];
    }

    private static bool IsBidiControl(char c) =>
        c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
