namespace DispatchMap.Core.Frames;

/// <summary>What a vehicle is called, as a frame says it (docs/frames.md).</summary>
/// <param name="Driver">Empty when unknown.</param>
internal readonly record struct FrameText(int Slot, long VehicleId, string Name, string Driver)
{
    /// <summary>Bytes without the texts themselves.</summary>
    public const int FixedSize = 16;
}
