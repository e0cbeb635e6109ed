using System.Globalization;

namespace DispatchMap.Core.Fleet;

/// <summary>
/// The slots in the order of the list. Only vehicles that came or were renamed are sorted and merged in, so a fleet that
/// merely moves costs nothing.
/// </summary>
internal sealed class FleetOrder(FleetSlots slots) : IComparer<int>
{
    private const CompareOptions Options = CompareOptions.IgnoreCase | CompareOptions.NumericOrdering;
    private static readonly CompareInfo Names = CultureInfo.InvariantCulture.CompareInfo;
    private readonly HashSet<int> _unplaced = [];
    private int[] _order = [];

    /// <summary>Says that a slot was taken, freed or renamed.</summary>
    public void Misplace(int slot) => _unplaced.Add(slot);

    public ReadOnlySpan<int> Slots()
    {
        if (_unplaced.Count == 0)
            return _order;

        int[] placed = [.. _order.Where(slot => !_unplaced.Contains(slot))];
        int[] coming = [.. _unplaced.Where(slot => slots[slot].Taken)];

        // A whole fleet arrives at once: its keys are compared several times as fast as its names.
        var keys = Array.ConvertAll(coming, slot => new NameKey(Names.GetSortKey(VehicleRows.NameOf(slots[slot]), Options).KeyData, slots[slot].VehicleId));
        Array.Sort(keys, coming);
        _order = Merge(placed, coming);
        _unplaced.Clear();
        return _order;
    }

    /// <summary>As a person would: <c>Van 2</c> before <c>Van 10</c>, whatever the case; then by id.</summary>
    public int Compare(int x, int y)
    {
        var byName = Names.Compare(VehicleRows.NameOf(slots[x]), VehicleRows.NameOf(slots[y]), Options);
        return byName != 0 ? byName : slots[x].VehicleId.CompareTo(slots[y].VehicleId);
    }

    private int[] Merge(int[] placed, int[] coming)
    {
        var merged = new int[placed.Length + coming.Length];
        var (from, to) = (0, 0);
        foreach (var slot in coming)
        {
            var upTo = ~Array.BinarySearch(placed, from, placed.Length - from, slot, this);
            Array.Copy(placed, from, merged, to, upTo - from);
            to += upTo - from;
            from = upTo;
            merged[to++] = slot;
        }

        Array.Copy(placed, from, merged, to, placed.Length - from);
        return merged;
    }

    private readonly record struct NameKey(byte[] Name, long VehicleId) : IComparable<NameKey>
    {
        public int CompareTo(NameKey other)
        {
            var byName = Name.AsSpan().SequenceCompareTo(other.Name);
            return byName != 0 ? byName : VehicleId.CompareTo(other.VehicleId);
        }
    }
}
