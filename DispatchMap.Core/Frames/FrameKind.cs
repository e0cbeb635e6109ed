namespace DispatchMap.Core.Frames;

/// <summary>What a frame is. The numbers are part of the format (docs/frames.md).</summary>
internal enum FrameKind : byte
{
    Snapshot = 1,
    Delta = 2,
}
