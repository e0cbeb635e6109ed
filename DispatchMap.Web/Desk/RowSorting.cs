using System.Buffers;
using System.Collections.Immutable;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Desk;

/// <summary>Orders a listing's rows by a column. Rows that are equal in it keep the listing's order by name; those that have nothing to say come last.</summary>
internal static class RowSorting
{
    /// <param name="rankOfDriver">Where the driver at a position of the listing comes among all drivers; null for who has none.</param>
    public static RowOrder Of(ImmutableArray<VehicleRow> rows, FleetSort sort, Func<int, int?> rankOfDriver) => sort.By switch
    {
        FleetColumn.Driver => Sorted(rows.Length, sort.Descending, at => rankOfDriver(at)),
        FleetColumn.Speed => Sorted(rows.Length, sort.Descending, at => rows[at] is { Connection: Connection.Live, SpeedKmh: { } kmh } ? kmh : null),
        // The older, the larger: an age grows while the time it counts from stands still.
        FleetColumn.Age => Sorted(rows.Length, sort.Descending, at => -rows[at].SeenAt?.UtcTicks),
        _ => RowOrder.OfListing(rows.Length, sort.Descending),
    };

    private static RowOrder Sorted(int count, bool descending, Func<int, double?> key)
    {
        var keys = ArrayPool<Key>.Shared.Rent(count);
        try
        {
            for (var at = 0; at < count; at++)
                keys[at] = key(at) is { } value ? new(descending ? -value : value, at) : new(double.PositiveInfinity, at);
            keys.AsSpan(0, count).Sort();
            var positions = new int[count];
            for (var rank = 0; rank < count; rank++)
                positions[rank] = keys[rank].At;
            return new(positions);
        }
        finally
        {
            ArrayPool<Key>.Shared.Return(keys);
        }
    }

    /// <param name="Value">Ticks of a time are exact here to 25 μs, which no report is.</param>
    private readonly record struct Key(double Value, int At) : IComparable<Key>
    {
        public int CompareTo(Key other) => Value.CompareTo(other.Value) is not 0 and var byValue ? byValue : At.CompareTo(other.At);
    }
}
