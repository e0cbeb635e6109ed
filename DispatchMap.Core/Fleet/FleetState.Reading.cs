using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DispatchMap.Core.Frames;

namespace DispatchMap.Core.Fleet;

/// <summary>What readers ask.</summary>
internal sealed partial class FleetState
{
    private FleetListing? _listing;

    /// <inheritdoc/>
    public DateTimeOffset VendorNow
    {
        get
        {
            lock (_gate)
                return ShownNow();
        }
    }

    /// <summary>Whether the fleet has a vehicle.</summary>
    public bool Has(long vehicleId)
    {
        lock (_gate)
            return _slots.Find(vehicleId) >= 0;
    }

    /// <inheritdoc cref="Feeds.IFeedLease.WaitForChangeAsync"/>
    public Task WaitForChangeAsync(long sinceVersion, CancellationToken cancellationToken)
    {
        Task changed;
        lock (_gate)
        {
            if (_version > sinceVersion)
                return Task.CompletedTask;

            // One for all who wait for this version.
            _changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed = _changed.Task;
        }

        return changed.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> EncodeSince(uint epoch, long version, FleetWindow? window = null)
    {
        var since = epoch == Epoch ? version : 0;
        return window is null ? _frames.Since(since) : _frames.Since(since, window);
    }

    /// <inheritdoc/>
    public FleetListing Listing()
    {
        lock (_gate)
        {
            if (_listing?.Version != _version)
                _listing = List();
            return _listing;
        }
    }

    /// <inheritdoc/>
    public VehicleRow? Find(long vehicleId)
    {
        lock (_gate)
            return _slots.Find(vehicleId) is >= 0 and var slot ? VehicleRows.Of(ref _slots[slot]) : null;
    }

    /// <inheritdoc/>
    public ImmutableArray<ReportMark> RecentReports(long vehicleId)
    {
        lock (_gate)
        {
            if (_slots.Find(vehicleId) is not (>= 0 and var number) || !_slots[number].Shown.Exists)
                return [];
            ref readonly var slot = ref _slots[number];
            return !slot.IsAheadShown && slot.Trail is { } trail ? trail.ToMarks() : [ReportTrail.MarkOf(slot.Shown)];
        }
    }

    private FleetListing List()
    {
        var order = _order.Slots();
        var rows = new VehicleRow[order.Length];
        var connections = new int[(int)Connection.NeverSeen + 1];
        var motions = new int[(int)Motion.Stopped + 1];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = VehicleRows.Of(ref _slots[order[i]]);
            connections[(int)rows[i].Connection]++;
            motions[(int)rows[i].Motion]++;
        }

        return new(
            _version,
            ImmutableCollectionsMarshal.AsImmutableArray(rows),
            ImmutableCollectionsMarshal.AsImmutableArray(connections),
            ImmutableCollectionsMarshal.AsImmutableArray(motions));
    }
}
