using System.Collections.Immutable;
using DispatchMap.Core.Frames;

namespace DispatchMap.Core.Fleet;

/// <summary>What readers see of a feed's fleet. Safe from any thread; nothing here waits for another reader.</summary>
public interface IFleetView
{
    /// <summary>Which activation of the feed slots and versions belong to. Never 0.</summary>
    uint Epoch { get; }

    /// <summary>Grows with every visible change.</summary>
    long Version { get; }

    /// <summary>Vehicles in the feed, with or without a position.</summary>
    int Count { get; }

    /// <summary>Now by the vendor's clock; stands still while the feed is frozen.</summary>
    DateTimeOffset VendorNow { get; }

    /// <summary>
    /// What changed since a version of an epoch, as frames to apply in order: none when nothing did, a chunked snapshot when
    /// the epoch is unknown or the version is not of it. The arrays are shared between callers: read only.
    /// </summary>
    /// <param name="window">What the browser sees, when it is to be told of nothing else.</param>
    IReadOnlyList<byte[]> EncodeSince(uint epoch, long version, FleetWindow? window = null);

    /// <summary>The fleet as rows; the same object to everyone until the fleet changes.</summary>
    FleetListing Listing();

    /// <summary>One vehicle's row, or null when the feed does not have it.</summary>
    VehicleRow? Find(long vehicleId);

    /// <summary>A vehicle's remembered reports, oldest first; empty when there are none.</summary>
    ImmutableArray<ReportMark> RecentReports(long vehicleId);
}
