using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Desk;

/// <summary>The rows of a listing that pass a filter, in an order: shared by every desk that wants to see them so.</summary>
internal sealed class FleetRows
{
    private readonly FleetListing _listing;
    private readonly RowOrder _order;

    /// <summary>The ranks of those that pass, ascending; null when all do.</summary>
    private readonly int[]? _passing;

    public FleetRows(FleetListing listing, RowOrder order, FleetFilter filter)
    {
        (_listing, _order) = (listing, order);
        if (!filter.IsEmpty)
            _passing = Passing(listing, order, filter);
    }

    public int Count => _passing?.Length ?? _listing.Rows.Length;

    public VehicleRow this[int index] => _listing.Rows[_order.At(_passing is null ? index : _passing[index])];

    /// <summary>Where the row at a position of the listing stands here; −1 when it does not pass.</summary>
    public int IndexOf(int position)
    {
        if (position < 0)
            return -1;
        var rank = _order.RankOf(position);
        return _passing is null ? rank : Math.Max(-1, Array.BinarySearch(_passing, rank));
    }

    private static int[] Passing(FleetListing listing, RowOrder order, FleetFilter filter)
    {
        var passing = System.Buffers.ArrayPool<int>.Shared.Rent(listing.Rows.Length);
        try
        {
            var count = 0;
            for (var rank = 0; rank < listing.Rows.Length; rank++)
            {
                if (filter.Passes(listing.Rows[order.At(rank)]))
                    passing[count++] = rank;
            }

            return passing[..count];
        }
        finally
        {
            System.Buffers.ArrayPool<int>.Shared.Return(passing);
        }
    }
}
