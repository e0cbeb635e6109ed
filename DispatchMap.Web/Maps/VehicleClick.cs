namespace DispatchMap.Web.Maps;

/// <summary>A click on the map, or on a row of the list.</summary>
/// <param name="VehicleId">Null: on the empty map.</param>
/// <param name="Additive">With Ctrl, Shift or ⌘.</param>
public sealed record VehicleClick(long? VehicleId, bool Additive);
