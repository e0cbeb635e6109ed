using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using Xunit;

namespace DispatchMap.Tests.Faults;

/// <summary>
/// A reader that looks at every version of a fleet whose vehicles all report in time: none may ever be shown as anything but
/// Live, at a place it was not, back in time, or not at all once it was there.
/// </summary>
internal sealed class FleetWatch
{
    private readonly IFeedLease _lease;
    private readonly Canary _canary;
    private readonly Dictionary<long, VehicleRow> _last = [];
    private readonly HashSet<(long Id, double Latitude)> _shown = [];
    private readonly List<string> _wrong = [];
    private readonly Task _watching;

    public FleetWatch(IFeedLease lease, Canary canary)
    {
        (_lease, _canary) = (lease, canary);
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Waits for the feed to stop, then says what was seen.</summary>
    /// <param name="reported">Where each vehicle ever was.</param>
    public async Task EndAsync(IReadOnlySet<(long Id, double Latitude)> reported)
    {
        await _watching.Soon();
        Assert.Empty(_wrong);
        Assert.Subset((HashSet<(long, double)>)reported, _shown);
    }

    private async Task WatchAsync()
    {
        var fleet = (FleetState)_lease.Fleet;
        long seen = 0;
        while (true)
        {
            // Before everything else: what changes from here on is another round's.
            var version = fleet.Version;
            var status = _lease.Status;
            foreach (var frame in fleet.EncodeSince(fleet.Epoch, seen))
                _canary.Shown(frame);
            _canary.Shown(status.Reason);
            var listing = fleet.Listing();
            seen = version;
            Look(listing);
            if (status.Phase == FeedPhase.Stopped)
                return;
            await fleet.WaitForChangeAsync(version, CancellationToken.None);
        }
    }

    private void Look(FleetListing listing)
    {
        foreach (var row in listing.Rows)
        {
            if (row.Connection != Connection.Live)
                _wrong.Add($"Version {listing.Version}: {row.Name} is {row.Connection}.");
            if (_last.TryGetValue(row.VehicleId, out var before) && row.RecordedAt < before.RecordedAt)
                _wrong.Add($"Version {listing.Version}: {row.Name} went back in time.");
            _last[row.VehicleId] = row;
            _shown.Add((row.VehicleId, row.Latitude));
        }

        if (listing.Rows.Length < _last.Count)
            _wrong.Add($"Version {listing.Version}: only {listing.Rows.Length} of {_last.Count} vehicles.");
    }
}
