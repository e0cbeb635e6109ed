using DispatchMap.Core.Frames;

namespace DispatchMap.Benchmarks.Circuits.Browser;

/// <summary>
/// What one browser holds of the fleet, kept as the map module keeps it (docs/frames.md). The only place of the harness that
/// knows the format.
/// </summary>
internal sealed class ReceivedFrames
{
    private readonly Dictionary<int, long> _recorded = [];
    private readonly List<long> _news = [];
    private uint _epoch;

    /// <summary>0 while a snapshot is incomplete.</summary>
    public long Version { get; private set; }

    public long Snapshots { get; private set; }

    public long Deltas { get; private set; }

    /// <summary>Deltas from another version than the one held.</summary>
    public long Resyncs { get; private set; }

    public int Vehicles => _recorded.Count;

    /// <summary>When the positions were recorded that the last frame brought and that are newer than those held: ms since 1970.</summary>
    public IReadOnlyList<long> News => _news;

    /// <summary>Applies a frame; false: resync, please.</summary>
    public bool Apply(ReadOnlySpan<byte> bytes)
    {
        _news.Clear();
        var (header, removed, _, records) = FrameReader.Read(bytes);
        if (header.Kind == FrameKind.Delta && (header.Epoch, header.FromVersion) != (_epoch, Version))
        {
            Resyncs++;
            return false;
        }

        if (header.Kind == FrameKind.Delta)
            Deltas++;
        else if (header.Flags.HasFlag(FrameFlags.FirstChunk))
            Begin();
        foreach (var slot in removed)
            _recorded.Remove(slot);
        foreach (var record in records)
            Take(record);
        (_epoch, Version) = header.Flags.HasFlag(FrameFlags.LastChunk) ? (header.Epoch, header.ToVersion) : (0, 0);
        return true;
    }

    private void Begin()
    {
        Snapshots++;
        _recorded.Clear();
    }

    private void Take(in FrameRecord record)
    {
        var recorded = record.HasPosition ? (record.RecordedSeconds * 1000L) + record.RecordedMs : 0;
        if (recorded > _recorded.GetValueOrDefault(record.Slot))
            _news.Add(recorded);
        _recorded[record.Slot] = recorded;
    }
}
