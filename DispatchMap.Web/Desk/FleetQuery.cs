using System.Collections.Immutable;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Desk;

/// <summary>
/// A fleet as one desk wants to see it: rows that are shared with other desks, without the ones this desk has pinned. It holds
/// nothing of the fleet's size, and nothing of a fleet that it does not look at any more. Used on one circuit's context only.
/// </summary>
public sealed class FleetQuery(FleetFilter filter, FleetSort sort, ImmutableArray<long> selected)
{
    private SharedFleet? _fleet;
    private FleetRows? _rows;

    /// <summary>Where the pinned ones that pass stand among the rows, ascending.</summary>
    private int[] _skipped = [];

    /// <summary>The selected ones, filtered or not: what somebody picked does not leave their sight silently.</summary>
    public ImmutableArray<VehicleRow> Pinned { get; private set; } = [];

    /// <summary>How many pass the filter, pinned or not.</summary>
    public int Shown => _rows?.Count ?? 0;

    /// <summary>How many pass the filter and are not pinned.</summary>
    public int Count => Shown - _skipped.Length;

    /// <summary>Those that pass the filter and are not pinned, in order.</summary>
    public VehicleRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            foreach (var skipped in _skipped)
            {
                if (skipped > index)
                    break;
                index++;
            }

            return _rows![index];
        }
    }

    /// <summary>Where a vehicle stands; −1 when it is pinned, does not pass or is not in the fleet.</summary>
    public int IndexOf(long vehicleId)
    {
        if (_fleet is null || _rows is null)
            return -1;
        var index = _rows.IndexOf(_fleet.PositionOf(vehicleId));
        var before = Array.BinarySearch(_skipped, index);
        return index < 0 || before >= 0 ? -1 : index - ~before;
    }

    /// <summary>Looks at a fleet, or at nothing: what it looked at before is let go of.</summary>
    internal void LookAt(SharedFleet? fleet)
    {
        if (ReferenceEquals(_fleet, fleet))
            return;
        (_fleet, _rows, _skipped, Pinned) = (fleet, fleet?.Rows(filter, sort), [], []);
        if (fleet is null || selected.IsEmpty)
            return;
        int[] positions = [.. selected.Select(fleet.PositionOf).Where(position => position >= 0)];
        Pinned = [.. positions.Select(position => fleet.Listing.Rows[position])];
        _skipped = [.. positions.Select(_rows!.IndexOf).Where(index => index >= 0).Order()];
    }
}
