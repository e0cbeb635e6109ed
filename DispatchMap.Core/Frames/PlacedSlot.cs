namespace DispatchMap.Core.Frames;

/// <summary>What tells whether a window wants a slot: little, as each of many windows looks through all that have news.</summary>
/// <param name="HasPosition">Whether a vehicle has the slot, and is anywhere.</param>
/// <param name="Alerting">Whether one has it that was lost while it moved.</param>
internal readonly record struct PlacedSlot(int Slot, int LatitudeE6, int LongitudeE6, bool HasPosition, bool Alerting);
