using System.Collections.Immutable;
using System.Globalization;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Desk;

/// <summary>
/// What stays the same of a fleet that merely moves: where a vehicle stands in its listing, and how its drivers follow each
/// other. Kept from one listing to the next until a vehicle comes, goes or is renamed, or a driver changes.
/// </summary>
internal sealed class FleetIndex
{
    private static readonly CompareInfo Words = CultureInfo.InvariantCulture.CompareInfo;

    private readonly long[] _ids;
    private readonly string?[] _drivers;
    private readonly Lazy<Dictionary<long, int>> _positions;
    private readonly Lazy<int?[]> _driverRanks;

    public FleetIndex(ImmutableArray<VehicleRow> rows)
    {
        _ids = [.. rows.Select(row => row.VehicleId)];
        _drivers = [.. rows.Select(row => row.Driver)];
        _positions = new(() => _ids.Index().ToDictionary(entry => entry.Item, entry => entry.Index));
        _driverRanks = new(() => RankDrivers(_drivers));
    }

    /// <summary>Whether it says the truth about these rows as well.</summary>
    public bool Fits(ImmutableArray<VehicleRow> rows)
    {
        if (rows.Length != _ids.Length)
            return false;
        for (var at = 0; at < rows.Length; at++)
        {
            if (rows[at].VehicleId != _ids[at] || !ReferenceEquals(rows[at].Driver, _drivers[at]))
                return false;
        }

        return true;
    }

    /// <summary>Where a vehicle stands in the listing; −1 when it is not there.</summary>
    public int PositionOf(long vehicleId) => _positions.Value.GetValueOrDefault(vehicleId, -1);

    /// <summary>Where the driver at a position of the listing comes among all drivers; null for who has none.</summary>
    public int? RankOfDriver(int position) => _driverRanks.Value[position];

    private static int?[] RankDrivers(string?[] drivers)
    {
        var ranks = new Dictionary<string, int>();
        var sorted = drivers.OfType<string>().Distinct()
            .Select(driver => (Driver: driver, Key: Words.GetSortKey(driver, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.NumericOrdering).KeyData))
            .OrderBy(driver => driver.Key, Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)));
        (byte[] Key, int Rank) last = ([], 0);
        foreach (var (driver, key) in sorted)
        {
            // Drivers that are called the same but for case and accents are equal: the vehicles' names order them.
            if (!key.AsSpan().SequenceEqual(last.Key))
                last = (key, last.Rank + 1);
            ranks.Add(driver, last.Rank);
        }

        return Array.ConvertAll(drivers, driver => driver is null ? (int?)null : ranks[driver]);
    }
}
