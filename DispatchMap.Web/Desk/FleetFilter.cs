using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Desk;

/// <summary>Which vehicles the list and the map show.</summary>
/// <param name="Connections">One bit per <see cref="Connection"/> number; 0 lets all through.</param>
/// <param name="Motions">One bit per <see cref="Motion"/> number; 0 lets all through.</param>
/// <param name="Text">Folded like <see cref="VehicleRow.SearchText"/>; empty lets all through.</param>
public readonly record struct FleetFilter(int Connections, int Motions, string Text)
{
    public bool IsEmpty => Connections == 0 && Motions == 0 && Text.Length == 0;

    public bool Passes(VehicleRow row) =>
        (Connections == 0 || (Connections & 1 << (int)row.Connection) != 0)
        && (Motions == 0 || (Motions & 1 << (int)row.Motion) != 0)
        && (Text.Length == 0 || row.SearchText.Contains(Text, StringComparison.Ordinal));
}
