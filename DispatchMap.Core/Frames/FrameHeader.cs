namespace DispatchMap.Core.Frames;

/// <summary>A frame's header (docs/frames.md).</summary>
/// <param name="VendorTimeMs">Milliseconds since 1970; while frozen, the time of the last truth.</param>
/// <param name="Vehicles">Vehicles in the feed, not in this frame.</param>
/// <param name="Tally">Of all of them.</param>
internal readonly record struct FrameHeader(
    FrameKind Kind,
    FrameFlags Flags,
    uint Epoch,
    long FromVersion,
    long ToVersion,
    long VendorTimeMs,
    int Vehicles,
    FleetTally Tally,
    FrameCounts Counts = default)
{
    public const byte Format = 3;
    public const int Size = 88;
    public const int TallyAt = 56;
    public const int RemovedSize = 4;
}
