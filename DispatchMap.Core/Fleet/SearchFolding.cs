using System.Globalization;
using System.Text;

namespace DispatchMap.Core.Fleet;

/// <summary>Makes text comparable for search: what a person types without accents and capitals finds what is written with them.</summary>
public static class SearchFolding
{
    /// <summary>Lower case (invariant) without diacritics. Any text is accepted, also ill-formed Unicode.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();

        // Enumerating runes replaces lone surrogates, on which Normalize would throw.
        var formed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            formed.Append(rune);

        var folded = new StringBuilder(text.Length);
        foreach (var rune in formed.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
                folded.Append(Rune.ToLowerInvariant(rune));
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }
}
