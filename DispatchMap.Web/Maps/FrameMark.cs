using System.Buffers.Binary;

namespace DispatchMap.Web.Maps;

/// <summary>What a browser that has applied a frame holds (docs/frames.md).</summary>
/// <param name="Epoch">0 = nothing.</param>
internal readonly record struct FrameMark(uint Epoch, long Version)
{
    private const int FlagsAt = 2;
    private const int EpochAt = 4;
    private const int ToVersionAt = 16;
    private const byte LastChunk = 2;

    /// <summary>Nothing at all until the last chunk of a snapshot: the first one has emptied the browser's fleet.</summary>
    public static FrameMark After(ReadOnlySpan<byte> frame) => (frame[FlagsAt] & LastChunk) == 0
        ? default
        : new(BinaryPrimitives.ReadUInt32LittleEndian(frame[EpochAt..]), (long)BinaryPrimitives.ReadDoubleLittleEndian(frame[ToVersionAt..]));
}
