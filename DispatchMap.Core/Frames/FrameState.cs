using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>The state of a vehicle in the eight bits that a frame has for it (docs/frames.md).</summary>
internal readonly record struct FrameState(byte Bits)
{
    public const int Width = 8;

    public FrameState(Connection connection, Motion motion, Motion lastMotion, bool alerting = false)
        : this((byte)((int)connection | (int)motion << 3 | (int)lastMotion << 5 | (alerting ? 1 << 7 : 0)))
    {
    }

    public Connection Connection => (Connection)(Bits & 7);

    public Motion Motion => (Motion)(Bits >> 3 & 3);

    public Motion LastMotion => (Motion)(Bits >> 5 & 3);

    public bool Alerting => Bits >> 7 != 0;
}
