using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Reads names and other short texts, cleaned, and hands out the same string for the same bytes: a stream says the same names
/// over and over. A table with four places per hash: bounded, and nothing that a hostile sender chooses makes it slow. For one
/// thread.
/// </summary>
internal sealed class NameCache
{
    private const int MaxPlaces = 65_536;

    /// <summary>Places that a text may be in; they lie side by side.</summary>
    private const int Ways = 4;

    /// <summary>Longer texts are read anew each time, so that the table's size in memory is bounded too.</summary>
    private const int MaxBytes = 128;

    private Entry[] _places = new Entry[256];
    private int _evictions;

    /// <summary>The text, or null when it is no string, is not valid Unicode, or nothing is left of it.</summary>
    public string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;
        var bytes = reader.ValueSpan;
        if (bytes.Length > MaxBytes)
            return Decode(ref reader);

        var hash = Hash(bytes);
        var set = SetOf(hash);
        if (TryFind(set, hash, bytes, out var known))
            return known;

        var text = Decode(ref reader);
        var free = 0;
        while (free < Ways - 1 && set[free].Bytes is not null)
            free++;
        if (set[free].Bytes is null || ++_evictions <= _places.Length / 32 || _places.Length == MaxPlaces)
            set[free] = new Entry(hash, bytes.ToArray(), text);
        else
            Enlarge();
        return text;
    }

    /// <summary>The text of these bytes, as <see cref="Read"/> would give it, if it has read them lately.</summary>
    public bool TryFind(ReadOnlySpan<byte> bytes, out string? text)
    {
        var hash = Hash(bytes);
        return TryFind(SetOf(hash), hash, bytes, out text);
    }

    private Span<Entry> SetOf(uint hash) => _places.AsSpan((int)(hash & (uint)(_places.Length - Ways)), Ways);

    private static bool TryFind(ReadOnlySpan<Entry> set, uint hash, ReadOnlySpan<byte> bytes, out string? text)
    {
        foreach (ref readonly var place in set)
        {
            if (!place.Holds(hash, bytes))
                continue;
            text = place.Text;
            return true;
        }

        text = null;
        return false;
    }

    /// <summary>Names that keep driving each other out of their place need a larger table; it fills again by itself.</summary>
    private void Enlarge()
    {
        _places = new Entry[_places.Length * 2];
        _evictions = 0;
    }

    private static string? Decode(ref Utf8JsonReader reader)
    {
        // Neither transcoding nor unescaping makes more chars than there are bytes.
        var buffer = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            var text = WireText.Clean(buffer.AsSpan(0, reader.CopyString(buffer)));
            return text.IsEmpty ? null : text.ToString();
        }
        catch (InvalidOperationException)
        {
            // Broken UTF-8 or half a surrogate pair: a name is not worth a position.
            return null;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        // Multiply and fold: good enough for a table that forgives collisions.
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            hash = Fold((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Factor);
        foreach (var b in bytes)
            hash = (hash << 8) ^ (hash >> 56) ^ b;
        return (uint)Fold(hash * Factor);

        static ulong Fold(ulong value) => value ^ (value >> 32);
    }

    private readonly record struct Entry(uint Hash, byte[]? Bytes, string? Text)
    {
        public bool Holds(uint hash, ReadOnlySpan<byte> bytes) => Hash == hash && Bytes is not null && bytes.SequenceEqual(Bytes);
    }
}
