using DispatchMap.Core.Feeds;
using DispatchMap.Core.Fleet;
using DispatchMap.Core.Frames;

namespace DispatchMap.Benchmarks.Soak;

/// <summary>
/// A browser as the pump serves it: it holds a version, asks for what changed since, applies it, and pauses. What it is told is
/// compared with the book at once. Some are slow; some are reloaded now and then.
/// </summary>
/// <param name="reloadEvery">After so many updates it forgets everything, as a reloaded page does; 0 for never.</param>
internal sealed class SimulatedBrowser(
    IFeedLease lease, Traffic book, Findings findings, TimeProvider time, TimeSpan pause, int reloadEvery)
{
    private readonly Lock _gate = new();
    private readonly FrameReplica _fleet = new();

    /// <summary>The newest position told of each vehicle, across reloads.</summary>
    private readonly Dictionary<long, TruePosition> _told = [];
    private TaskCompletionSource _updated = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IFeedLease Lease => lease;

    public long Updates { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            if (_fleet.Epoch == lease.Fleet.Epoch)
                await lease.WaitForChangeAsync(_fleet.Version, stop);
            foreach (var frame in lease.Fleet.EncodeSince(_fleet.Epoch, _fleet.Version))
                Take(frame);
            Updated();
            await Task.Delay(pause, time, stop);
            if (reloadEvery > 0 && Updates % reloadEvery == 0)
                Reload();
        }
    }

    /// <summary>Completes with the next update.</summary>
    public Task NextUpdate
    {
        get
        {
            lock (_gate)
                return _updated.Task;
        }
    }

    /// <summary>What it shows, by vehicle.</summary>
    public Dictionary<long, (FrameRecord Record, FrameText Text)> Shown()
    {
        lock (_gate)
            return _fleet.Texts.Values.ToDictionary(text => text.VehicleId, text => (_fleet.Records[text.Slot], text));
    }

    private void Updated()
    {
        TaskCompletionSource updated;
        lock (_gate)
        {
            Updates++;
            updated = _updated;
            _updated = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        updated.SetResult();
    }

    private void Reload()
    {
        lock (_gate)
            _fleet.Forget();
    }

    private void Take(byte[] bytes)
    {
        var frame = FrameReader.Read(bytes);
        lock (_gate)
        {
            Bytes += bytes.Length;
            if (!_fleet.Apply(frame))
            {
                findings.Add(Promise.Frames, $"{lease.Scope}: a delta from version {frame.Header.FromVersion} for a browser at {_fleet.Version}");
                return;
            }

            foreach (var slot in Told(frame))
                Judge(_fleet.Texts[slot].VehicleId, _fleet.Records[slot], frame.Header);
        }
    }

    private static IEnumerable<int> Told(Frame frame) => frame.Records.Select(record => record.Slot)
        .Concat(frame.Moves.Select(move => move.Slot))
        .Concat(frame.Restated.Select(restated => restated.Slot));

    private void Judge(long vehicleId, in FrameRecord record, in FrameHeader header)
    {
        if (book.Find(vehicleId) is not { } vehicle)
        {
            findings.Add(Promise.Members, $"{lease.Scope}: vehicle {vehicleId} does not exist");
            return;
        }

        if (record.State.Connection == Connection.Offline && !vehicle.MayBeOffline(header.VendorTimeMs))
            findings.Add(Promise.FalseOffline, $"{lease.Scope}: vehicle {vehicleId} at {header.VendorTimeMs} {header.Flags}: {vehicle.Explain(header.VendorTimeMs)}, shown as of {PositionOf(record).RecordedMs - header.VendorTimeMs} ms");
        if (!record.HasPosition)
            return;

        var position = PositionOf(record);
        var before = _told.GetValueOrDefault(vehicleId);
        if (position == before)
            return;
        if (position.RecordedMs <= before.RecordedMs)
            findings.Add(Promise.Doubled, $"{lease.Scope}: vehicle {vehicleId} went from {before} to {position}");
        if (!vehicle.Made(position))
            findings.Add(Promise.Invented, $"{lease.Scope}: vehicle {vehicleId} was never at {position}");
        _told[vehicleId] = position;
    }

    public static TruePosition PositionOf(in FrameRecord record) => record.HasPosition
        ? new(record.RecordedMs, record.LatitudeE6, record.LongitudeE6)
        : default;
}
