using System.Collections.Immutable;
using System.Globalization;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Desk;

/// <summary>A listing as one desk wants to see it. Made again only when the fleet, the filter, the order or the selection changed.</summary>
/// <param name="Rows">Those that pass the filter and are not pinned, in order.</param>
/// <param name="Pinned">The selected ones, filtered or not: what somebody picked does not leave their sight silently.</param>
/// <param name="Shown">How many pass the filter, pinned or not.</param>
public sealed record FleetQuery(ImmutableArray<VehicleRow> Rows, ImmutableArray<VehicleRow> Pinned, int Shown)
{
    private static readonly StringComparer ByWords = StringComparer.Create(
        CultureInfo.InvariantCulture, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.NumericOrdering);

    /// <param name="find">A vehicle of the listing by its id: <see cref="IFleetView.Find"/>.</param>
    public static FleetQuery Of(
        FleetListing listing, Func<long, VehicleRow?> find, FleetFilter filter, FleetSort sort, ImmutableArray<long> selected)
    {
        var passing = filter.IsEmpty ? listing.Rows : [.. listing.Rows.Where(filter.Passes)];
        if (selected.IsEmpty)
            return new(Ordered(passing, sort), [], passing.Length);
        var picked = selected.ToHashSet();
        return new(
            Ordered([.. passing.Where(row => !picked.Contains(row.VehicleId))], sort),
            [.. selected.Select(find).OfType<VehicleRow>()],
            passing.Length);
    }

    private static ImmutableArray<VehicleRow> Ordered(ImmutableArray<VehicleRow> rows, FleetSort sort) => sort.By switch
    {
        FleetColumn.Driver => Ordered(rows, sort, row => row.Driver, ByWords),
        FleetColumn.Speed => Ordered(rows, sort, row => row.Connection is Connection.Live ? row.SpeedKmh : null, Comparer<double?>.Default),
        // The older, the larger: an age grows while the time it counts from stands still.
        FleetColumn.Age => Ordered(rows, sort, row => -row.SeenAt?.UtcTicks, Comparer<long?>.Default),
        _ => sort.Descending ? [.. rows.Reverse()] : rows,
    };

    // The sort is stable, so rows that are equal in the column keep the listing's order by name.
    private static ImmutableArray<VehicleRow> Ordered<T>(
        ImmutableArray<VehicleRow> rows, FleetSort sort, Func<VehicleRow, T?> key, IComparer<T?> comparer)
    {
        var silentLast = rows.OrderBy(row => key(row) is null);
        return [.. sort.Descending ? silentLast.ThenByDescending(key, comparer) : silentLast.ThenBy(key, comparer)];
    }
}
