using System.Buffers.Binary;

namespace DispatchMap.Core.Frames;

/// <summary>What a browser that has applied a frame holds (docs/frames.md).</summary>
/// <param name="Epoch">0 = nothing.</param>
public readonly record struct FrameMark(uint Epoch, long Version)
{
    private const int FlagsAt = 2;
    private const int EpochAt = 4;
    private const int ToVersionAt = 16;
    private const byte LastChunk = 2;

    /// <summary>The largest whole number that JavaScript can count to.</summary>
    private const double MaxVersion = 9_007_199_254_740_991;

    /// <summary>What a browser says it holds. It may say anything: what nobody can hold is nothing.</summary>
    public static FrameMark Said(double epoch, double version) =>
        epoch is >= 1 and <= uint.MaxValue && version is >= 0 and <= MaxVersion ? new((uint)epoch, (long)version) : default;

    /// <summary>Nothing at all until the last chunk of a snapshot: the first one has emptied the browser's fleet.</summary>
    public static FrameMark After(ReadOnlySpan<byte> frame) => (frame[FlagsAt] & LastChunk) == 0
        ? default
        : new(BinaryPrimitives.ReadUInt32LittleEndian(frame[EpochAt..]), (long)BinaryPrimitives.ReadDoubleLittleEndian(frame[ToVersionAt..]));
}
