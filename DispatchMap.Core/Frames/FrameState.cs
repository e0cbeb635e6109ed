using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>The state of a vehicle in the seven bits that a frame has for it (docs/frames.md).</summary>
internal readonly record struct FrameState(byte Bits)
{
    public const int Width = 7;

    public FrameState(Connection connection, Motion motion, Motion lastMotion)
        : this((byte)((int)connection | (int)motion << 3 | (int)lastMotion << 5))
    {
    }

    public Connection Connection => (Connection)(Bits & 7);

    public Motion Motion => (Motion)(Bits >> 3 & 3);

    public Motion LastMotion => (Motion)(Bits >> 5 & 3);
}
