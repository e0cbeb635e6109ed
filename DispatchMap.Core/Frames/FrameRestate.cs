namespace DispatchMap.Core.Frames;

/// <summary>A new state of a vehicle of which nothing else has changed.</summary>
internal readonly record struct FrameRestate(int Slot, FrameState State);
