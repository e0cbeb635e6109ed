using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Web.Desk;

/// <summary>
/// One listing as desks look at it, in the orders and through the filters that they chose. Whatever is as large as the fleet is
/// made here, once per listing when the first desk asks, and shared by all desks of the feed. Safe from any thread.
/// </summary>
internal sealed class SharedFleet
{
    /// <summary>How many orders and filters are kept at most. Beyond it they are made anew: people type what they like.</summary>
    public const int MaxViews = 64;

    /// <summary>
    /// So old a listing is good enough for a look: to make one takes as long as the fleet is large, holds up who merges, and desks look at different moments.
    /// </summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(0.5);

    private static readonly ConditionalWeakTable<IFleetView, Newest> Known = [];

    private readonly ConcurrentDictionary<FleetSort, Lazy<RowOrder>> _orders = new();
    private readonly ConcurrentDictionary<(FleetFilter, FleetSort), Lazy<FleetRows>> _views = new();
    private readonly FleetIndex? _before;
    private readonly Lazy<FleetIndex> _index;

    private SharedFleet(FleetListing listing, FleetIndex? before)
    {
        (Listing, _before) = (listing, before);
        _index = new(() => before?.Fits(listing.Rows) is true ? before : new(listing.Rows));
    }

    public FleetListing Listing { get; }

    /// <summary>How many orders of the rows have been made.</summary>
    public int Orders => _orders.Count;

    /// <summary>How many orders and filters together are kept.</summary>
    public int Views => _views.Count;

    /// <summary>A listing of a fleet that is recent: the same object to all desks that look within <see cref="MaxAge"/>.</summary>
    public static SharedFleet Recent(IFleetView fleet, TimeProvider time)
    {
        var newest = Known.GetOrCreateValue(fleet);
        lock (newest)
        {
            if (newest.Fleet is { } recent && time.GetElapsedTime(newest.At) < MaxAge)
                return recent;
            newest.At = time.GetTimestamp();
        }

        return Of(fleet);
    }

    /// <summary>The newest listing of a fleet: the same object to every desk until the fleet changes.</summary>
    public static SharedFleet Of(IFleetView fleet)
    {
        var listing = fleet.Listing();
        var newest = Known.GetOrCreateValue(fleet);
        lock (newest)
        {
            // Somebody else may have come with a newer one meanwhile.
            if (newest.Fleet is null || listing.Version > newest.Fleet.Listing.Version)
                newest.Fleet = new(listing, newest.Fleet?.LastIndex());
            return newest.Fleet;
        }
    }

    /// <summary>The rows that pass, in order.</summary>
    public FleetRows Rows(FleetFilter filter, FleetSort sort)
    {
        if (_views.Count >= MaxViews && !_views.ContainsKey((filter, sort)))
            _views.Clear();
        return _views.GetOrAdd((filter, sort), key => new(() => new(Listing, Order(key.Item2), key.Item1))).Value;
    }

    /// <summary>Where a vehicle stands in the listing; −1 when it is not there.</summary>
    public int PositionOf(long vehicleId) => _index.Value.PositionOf(vehicleId);

    private RowOrder Order(FleetSort sort) =>
        _orders.GetOrAdd(sort, by => new(() => RowSorting.Of(Listing.Rows, by, position => _index.Value.RankOfDriver(position)))).Value;

    /// <summary>The index of this listing, or of the last one before it that somebody needed an index of.</summary>
    private FleetIndex? LastIndex() => _index.IsValueCreated ? _index.Value : _before;

    private sealed class Newest
    {
        public SharedFleet? Fleet { get; set; }

        /// <summary>When somebody last asked for a recent one and there was none.</summary>
        public long At { get; set; }
    }
}
