using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>
/// A fleet's frames: each step from one version to the present is encoded once and shared by all who ask. Not thread-safe:
/// <see cref="FleetState"/> guards it.
/// </summary>
internal sealed class FleetFrames(uint epoch, FleetSlots slots)
{
    /// <summary>Vehicles per chunk of a snapshot.</summary>
    public const int ChunkSize = 4000;

    /// <summary>Browsers lag behind by few versions; one that is further apart is not worth keeping the bytes for.</summary>
    private const int MaxKept = 32;

    /// <summary>A frame says what time it is, so it cannot be shared for longer.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly FrameWriter _writer = new();
    private readonly Dictionary<long, (DateTimeOffset At, byte[][] Frames)> _kept = [];

    /// <summary>Lets go of what led to an earlier version.</summary>
    public void Forget() => _kept.Clear();

    /// <param name="since">The version to start from; 0 for a snapshot.</param>
    public IReadOnlyList<byte[]> Since(long since, long version, DateTimeOffset vendorNow, bool frozen)
    {
        if (_kept.TryGetValue(since, out var kept) && (vendorNow - kept.At).Duration() < MaxAge)
            return kept.Frames;

        var header = new FrameHeader(
            FrameKind.Snapshot, frozen ? FrameFlags.Frozen : FrameFlags.None, epoch, 0, version,
            vendorNow.ToUnixTimeMilliseconds(), 0, 0, 0, slots.Count);
        var frames = since > 0 && NewTexts(since) <= ChunkSize ? [Delta(header, since)] : Snapshot(header);
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[since] = (vendorNow, frames);
        return frames;
    }

    /// <summary>After the arrival of a whole fleet the chunks of a snapshot are kinder to the browser than one huge delta.</summary>
    private int NewTexts(long since)
    {
        var count = 0;
        foreach (var changed in slots.TextChanged.AsSpan(0, slots.Used))
            count += changed > since ? 1 : 0;
        return count;
    }

    private byte[] Delta(in FrameHeader header, long since)
    {
        _writer.Begin(header with
        {
            Kind = FrameKind.Delta,
            Flags = header.Flags | FrameFlags.FirstChunk | FrameFlags.LastChunk,
            FromVersion = since,
        });
        for (var slot = 0; slot < slots.Used; slot++)
        {
            if (slots.Freed[slot] > since)
                _writer.AddRemoved(slot);
        }

        for (var slot = 0; slot < slots.Used; slot++)
        {
            if (slots.TextChanged[slot] > since)
                AddText(slot);
        }

        for (var slot = 0; slot < slots.Used; slot++)
        {
            if (slots.Changed[slot] > since)
                _writer.AddRecord(FrameRecord.Of(slots, slot));
        }

        return _writer.End();
    }

    private byte[][] Snapshot(in FrameHeader header)
    {
        var frames = new byte[Math.Max(1, (slots.Count + ChunkSize - 1) / ChunkSize)][];
        var next = 0;
        for (var i = 0; i < frames.Length; i++)
        {
            var flags = (i == 0 ? FrameFlags.FirstChunk : 0) | (i == frames.Length - 1 ? FrameFlags.LastChunk : 0);
            _writer.Begin(header with { Flags = header.Flags | flags });
            var first = next;
            for (var taken = 0; next < slots.Used && taken < ChunkSize; next++)
            {
                if (!slots.Taken[next])
                    continue;
                AddText(next);
                taken++;
            }

            for (var slot = first; slot < next; slot++)
            {
                if (slots.Taken[slot])
                    _writer.AddRecord(FrameRecord.Of(slots, slot));
            }

            frames[i] = _writer.End();
        }

        return frames;
    }

    private void AddText(int slot) => _writer.AddText(new(
        slot, slots.VehicleId[slot], VehicleRows.NameOf(slots, slot), VehicleRows.DriverOf(slots, slot) ?? ""));
}
