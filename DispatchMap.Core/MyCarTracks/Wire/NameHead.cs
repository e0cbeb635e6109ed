using System.Buffers.Binary;

namespace DispatchMap.Core.MyCarTracks.Wire;

/// <summary>The first bytes of a text as numbers, zero where there are none: three comparisons tell most texts apart.</summary>
internal readonly record struct NameHead(ulong First, ulong Second, ulong Third)
{
    public const int Bytes = 3 * sizeof(ulong);

    public NameHead(ReadOnlySpan<byte> text)
        : this(Word(text), text.Length > 8 ? Word(text[8..]) : 0, text.Length > 16 ? Word(text[16..]) : 0)
    {
    }

    private static ulong Word(ReadOnlySpan<byte> text) => text.Length switch
    {
        >= 8 => BinaryPrimitives.ReadUInt64LittleEndian(text),

        // Two halves that overlap agree where they do.
        >= 4 => BinaryPrimitives.ReadUInt32LittleEndian(text)
            | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]) << (8 * (text.Length - 4))),
        3 => text[0] | ((ulong)text[1] << 8) | ((ulong)text[2] << 16),
        2 => text[0] | ((ulong)text[1] << 8),
        1 => text[0],
        _ => 0,
    };
}
