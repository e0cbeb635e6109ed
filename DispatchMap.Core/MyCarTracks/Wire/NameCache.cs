using System.Buffers;
using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Reads names and other short texts, cleaned, and hands out one string for equal texts: a stream says the same names over
/// and over. Bounded; for one thread.
/// </summary>
internal sealed class NameCache
{
    private const int MaxEntries = 65_536;
    private const int StackLimit = 256;

    private readonly HashSet<string> _names = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public NameCache() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text, or null when it is no string, is not valid Unicode, or nothing is left of it.</summary>
    public string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;

        // Neither transcoding nor unescaping makes more chars than there are bytes.
        var bytes = reader.ValueSpan.Length;
        if (bytes <= StackLimit)
            return Intern(ref reader, stackalloc char[StackLimit]);

        var rented = ArrayPool<char>.Shared.Rent(bytes);
        try
        {
            return Intern(ref reader, rented);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private string? Intern(ref Utf8JsonReader reader, scoped Span<char> buffer)
    {
        int length;
        try
        {
            length = reader.CopyString(buffer);
        }
        catch (InvalidOperationException)
        {
            // Broken UTF-8 or half a surrogate pair: a name is not worth a position.
            return null;
        }

        var text = WireText.Clean(buffer[..length]);
        if (text.IsEmpty)
            return null;
        if (_lookup.TryGetValue(text, out var known))
            return known;

        if (_names.Count >= MaxEntries)
            _names.Clear();
        var name = text.ToString();
        _names.Add(name);
        return name;
    }
}
