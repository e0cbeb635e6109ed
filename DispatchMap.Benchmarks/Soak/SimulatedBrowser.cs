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
    private readonly Dictionary<int, FrameText> _texts = [];
    private readonly Dictionary<int, FrameRecord> _records = [];

    /// <summary>The newest position told of each vehicle, across reloads.</summary>
    private readonly Dictionary<long, TruePosition> _told = [];
    private TaskCompletionSource _updated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private uint _epoch;
    private long _version;

    public IFeedLease Lease => lease;

    public long Updates { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            if (_epoch == lease.Fleet.Epoch)
                await lease.WaitForChangeAsync(_version, stop);
            foreach (var frame in lease.Fleet.EncodeSince(_epoch, _version))
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
            return _texts.Values.ToDictionary(text => text.VehicleId, text => (_records[text.Slot], text));
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
        {
            _texts.Clear();
            _records.Clear();
            (_epoch, _version) = (0, 0);
        }
    }

    private void Take(byte[] bytes)
    {
        var (header, removed, texts, records) = FrameReader.Read(bytes);
        lock (_gate)
        {
            Bytes += bytes.Length;
            if (header.Kind == FrameKind.Delta && (header.Epoch != _epoch || header.FromVersion != _version))
            {
                findings.Add(Promise.Frames, $"{lease.Scope}: a delta from version {header.FromVersion} for a browser at {_version}");
                return;
            }

            if (header.Kind == FrameKind.Snapshot && header.Flags.HasFlag(FrameFlags.FirstChunk))
            {
                _texts.Clear();
                _records.Clear();
            }

            foreach (var slot in removed)
            {
                _texts.Remove(slot);
                _records.Remove(slot);
            }

            foreach (var text in texts)
                _texts[text.Slot] = text;
            foreach (var record in records)
            {
                _records[record.Slot] = record;
                Judge(_texts[record.Slot].VehicleId, record, header);
            }

            (_epoch, _version) = header.Flags.HasFlag(FrameFlags.LastChunk) ? (header.Epoch, header.ToVersion) : (0, 0);
        }
    }

    private void Judge(long vehicleId, in FrameRecord record, in FrameHeader header)
    {
        if (book.Find(vehicleId) is not { } vehicle)
        {
            findings.Add(Promise.Members, $"{lease.Scope}: vehicle {vehicleId} does not exist");
            return;
        }

        if (record.Connection == Connection.Offline && !vehicle.MayBeOffline(header.VendorTimeMs))
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
        ? new((record.RecordedSeconds * 1000L) + record.RecordedMs, record.LatitudeE6, record.LongitudeE6)
        : default;
}
