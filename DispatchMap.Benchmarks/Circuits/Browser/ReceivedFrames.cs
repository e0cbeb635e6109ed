using DispatchMap.Core.Frames;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>
/// What one browser holds of the fleet, kept as the map module keeps it (docs/frames.md). The only place of the harness that
/// knows what is in a frame.
/// </summary>
internal sealed class ReceivedFrames
{
    private readonly FrameReplica _fleet = new();

    public long Snapshots { get; private set; }

    public long Deltas { get; private set; }

    /// <summary>Deltas from another version than the one held.</summary>
    public long Resyncs { get; private set; }

    /// <summary>Vehicles that are held.</summary>
    public int Vehicles => _fleet.Records.Count;

    public long Version => _fleet.Version;

    /// <summary>When the positions were recorded that the last frame brought and that are newer than those held before: ms since 1970.</summary>
    public IReadOnlyList<long> News { get; private set; } = [];

    /// <summary>Applies a frame; false: resync, please.</summary>
    public bool Apply(ReadOnlySpan<byte> bytes)
    {
        var frame = FrameReader.Read(bytes);
        var told = frame.Records.Select(record => record.Slot).Concat(frame.Moves.Select(move => move.Slot)).ToDictionary(slot => slot, RecordedMs);
        if (!_fleet.Apply(frame))
        {
            Resyncs++;
            News = [];
            return false;
        }

        if (frame.Header.Kind == FrameKind.Delta)
            Deltas++;
        else if (frame.Header.Flags.HasFlag(FrameFlags.FirstChunk))
            Snapshots++;
        News = [.. told.Where(before => before.Value > 0).Select(before => (Before: before.Value, Now: RecordedMs(before.Key))).Where(times => times.Now > times.Before).Select(times => times.Now)];
        return true;
    }

    /// <summary>0 for a vehicle that is not held or has no position.</summary>
    private long RecordedMs(int slot) => _fleet.Records.TryGetValue(slot, out var record) && record.HasPosition ? record.RecordedMs : 0;
}
