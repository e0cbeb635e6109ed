namespace DispatchMap.Core.Frames;

/// <summary>Flags of a frame's header (docs/frames.md).</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,
    FirstChunk = 1,
    LastChunk = 2,

    /// <summary>The feed cannot vouch for the states now.</summary>
    Frozen = 4,

    /// <summary>The browser is told only of the vehicles near what it sees.</summary>
    Partial = 8,
}
