using System.Buffers;
using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Reads names and other short texts, cleaned, and hands out the same string for the same bytes: a stream says the same names
/// over and over. A table with four places per hash: bounded, and nothing that a hostile sender chooses makes it slow. For one
/// thread.
/// </summary>
internal sealed class NameCache
{
    private const int FirstSize = 256;
    private const int MaxSize = 65_536;

    /// <summary>Places that a text may be in; they lie side by side, and most are in the first.</summary>
    private const int Ways = 4;

    /// <summary>Longer texts are read anew each time, so that the table's size in memory is bounded too.</summary>
    private const int MaxBytes = 128;

    private int _size = FirstSize;
    private Entry[] _places = new Entry[FirstSize + Ways - 1];
    private int _evictions;

    /// <summary>The text, or null when it is no string, is not valid Unicode, or nothing is left of it.</summary>
    public string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return null;
        var bytes = reader.ValueSpan;
        if (bytes.Length > MaxBytes)
            return Decode(ref reader);

        var head = new NameHead(bytes);
        var places = PlacesOf(head, bytes);
        if (TryFind(places, head, bytes, out var known))
            return known;

        var text = Decode(ref reader);
        var free = 0;
        while (free < Ways - 1 && places[free].IsTaken)
            free++;
        if (!places[free].IsTaken || ++_evictions <= _size / 32 || _size == MaxSize)
            places[free] = new Entry(head, bytes, text);
        else
            Enlarge();
        return text;
    }

    /// <summary>The text of these bytes, as <see cref="Read"/> would give it, if it has read them lately.</summary>
    public bool TryFind(ReadOnlySpan<byte> bytes, out string? text)
    {
        var head = new NameHead(bytes);
        return TryFind(PlacesOf(head, bytes), head, bytes, out text);
    }

    private Span<Entry> PlacesOf(in NameHead head, ReadOnlySpan<byte> bytes) =>
        _places.AsSpan((int)(Hash(head, bytes) & (uint)(_size - 1)), Ways);

    private static bool TryFind(ReadOnlySpan<Entry> places, in NameHead head, ReadOnlySpan<byte> bytes, out string? text)
    {
        foreach (ref readonly var place in places)
        {
            if (!place.Holds(head, bytes))
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
        _size *= 2;
        _places = new Entry[_size + Ways - 1];
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

    private static uint Hash(in NameHead head, ReadOnlySpan<byte> bytes)
    {
        // Multiply and fold: good enough for a table that forgives collisions.
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length;
        hash = Fold((hash ^ head.First) * Factor);
        hash = Fold((hash ^ head.Second) * Factor);
        hash = Fold((hash ^ head.Third) * Factor);
        if (bytes.Length <= NameHead.Bytes)
            return (uint)hash;

        foreach (var b in bytes[NameHead.Bytes..])
            hash = (hash << 8) ^ (hash >> 56) ^ b;
        return (uint)Fold(hash * Factor);

        static ulong Fold(ulong value) => value ^ (value >> 32);
    }

    /// <summary>Most texts are no longer than their head: whether it is they is seen without going anywhere else in memory.</summary>
    private readonly struct Entry(in NameHead head, ReadOnlySpan<byte> bytes, string? text)
    {
        private readonly NameHead _head = head;
        private readonly byte[]? _tail = bytes.Length > NameHead.Bytes ? bytes[NameHead.Bytes..].ToArray() : null;
        private readonly int _length = bytes.Length + 1;

        public string? Text { get; } = text;

        public bool IsTaken => _length > 0;

        public bool Holds(in NameHead head, ReadOnlySpan<byte> bytes) =>
            _head == head && _length == bytes.Length + 1 && (_tail is null || bytes[NameHead.Bytes..].SequenceEqual(_tail));
    }
}
