using System.Text;

namespace DispatchMap.Core.Fleet;

/// <summary>A name as last said. <see cref="Join"/> is commutative, associative and idempotent: the newest wins, then the greater text.</summary>
/// <param name="Value">Null when never said.</param>
/// <param name="Stamp">UTC ticks of the statement: when its fix was recorded, or when the list that named it was asked for.</param>
internal readonly record struct HeldText(string? Value, long Stamp)
{
    /// <summary>The longest text held and sent, UTF-8 bytes. The frame format knows this number.</summary>
    public const int MaxBytes = 400;

    public static HeldText Join(in HeldText a, in HeldText b)
    {
        if (a.Value is null || b.Value is null)
            return a.Value is null ? b : a;
        if (a.Stamp != b.Stamp)
            return a.Stamp > b.Stamp ? a : b;
        return string.CompareOrdinal(a.Value, b.Value) >= 0 ? a : b;
    }

    /// <summary>Joins what is said now.</summary>
    /// <returns>Whether the text is another now.</returns>
    public static bool Hear(ref HeldText held, string? said, long stamp)
    {
        var before = held.Value;
        if (ReferenceEquals(said, before))
        {
            // Names are said over and over, and come as the same string.
            held = new(before, Math.Max(held.Stamp, stamp));
            return false;
        }

        held = Join(held, new(Cut(said), stamp));
        return !string.Equals(before, held.Value, StringComparison.Ordinal);
    }

    /// <summary>Joins what is said now, unless it is blank: a vehicle is not called that.</summary>
    /// <inheritdoc cref="Hear"/>
    public static bool HearName(ref HeldText held, string? said, long stamp) =>
        Hear(ref held, ReferenceEquals(said, held.Value) || !string.IsNullOrWhiteSpace(said) ? said : null, stamp);

    /// <summary>
    /// Well-formed text within <see cref="MaxBytes"/>: lone surrogates replaced, cut between characters. Null stays null, and so
    /// that a flood of reports costs no memory, well-formed short text stays the same object.
    /// </summary>
    public static string? Cut(string? text)
    {
        if (text is null || (text.Length <= MaxBytes / 3 && !HasSurrogates(text)))
            return text;

        var cut = new StringBuilder(Math.Min(text.Length, MaxBytes));
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
                break;
            cut.Append(rune);
        }

        return cut.ToString();
    }

    private static bool HasSurrogates(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;
}
