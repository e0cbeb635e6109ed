using System.Collections.Immutable;

namespace DispatchMap.Core.Frames;

/// <summary>A frame as read.</summary>
internal sealed record Frame(
    FrameHeader Header,
    ImmutableArray<int> Removed,
    ImmutableArray<FrameText> Texts,
    ImmutableArray<FrameRecord> Records,
    ImmutableArray<FrameMove> Moves,
    ImmutableArray<FrameRestate> Restated);
