namespace DispatchMap.Core.Frames;

/// <summary>How long each section of a frame is (docs/frames.md).</summary>
internal readonly record struct FrameCounts(int Removed, int Texts, int Records, int Moves, int Restated);
