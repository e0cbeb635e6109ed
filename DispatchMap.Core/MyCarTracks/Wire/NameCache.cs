using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>
/// Reads names and other short texts, cleaned, and hands out the same string for the same bytes: a stream says the same names
/// over and over. A table with two places per hash: bounded, and nothing that a hostile sender chooses makes it slow. For one
/// thread.
/// </summary>
internal sealed class NameCache
{
    private const int MaxPlaces = 65_536;

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

        var place = Hash(bytes) & (uint)(_places.Length - 1);
        ref var first = ref _places[place];
        if (first.Holds(bytes))
            return first.Text;
        ref var second = ref _places[place ^ 1];
        if (second.Holds(bytes))
            return second.Text;

        var text = Decode(ref reader);
        if (first.Bytes is null)
            first = new Entry(bytes.ToArray(), text);
        else if (second.Bytes is null || ++_evictions <= _places.Length / 8 || _places.Length == MaxPlaces)
            second = new Entry(bytes.ToArray(), text);
        else
            Enlarge();
        return text;
    }

    /// <summary>Names that keep driving each other out of their place need a larger table; it fills again by itself.</summary>
    private void Enlarge()
    {
        _places = new Entry[_places.Length * 4];
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

    private readonly record struct Entry(byte[]? Bytes, string? Text)
    {
        public bool Holds(ReadOnlySpan<byte> bytes) => Bytes is not null && bytes.SequenceEqual(Bytes);
    }
}
