using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>
/// A fleet's frames: each step from one version to the present is encoded once and shared by all who ask; only what a browser
/// that sees a part of a large fleet is told is its own. Holds a copy of what is published, so that no reader holds up the writer
/// for longer than a publication takes. Safe from any thread.
/// </summary>
/// <param name="now">The vendor's clock, while the feed is not frozen.</param>
internal sealed class FleetFrames(uint epoch, Func<DateTimeOffset> now)
{
    /// <summary>Vehicles per frame that are new to the browser.</summary>
    public const int ChunkSize = 4000;

    /// <summary>Browsers lag behind by few versions; one that is further apart is not worth keeping the bytes for.</summary>
    private const int MaxKept = 32;

    /// <summary>A frame says what time it is, so it cannot be shared for longer.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly PublishedFleet _fleet = new();
    private readonly FrameWriter _writer = new();
    private readonly Dictionary<long, (DateTimeOffset At, byte[][] Frames)> _kept = [];
    private DateTimeOffset? _frozenAt;

    /// <summary>Makes what is new in the slots a version.</summary>
    public void Publish(FleetSlots slots, long version, DateTimeOffset? frozenAt)
    {
        lock (_gate)
        {
            _fleet.Publish(slots, version);
            _frozenAt = frozenAt;
            _kept.Clear();
        }
    }

    /// <param name="since">The version to start from; anything that is none of the published ones for a snapshot.</param>
    public IReadOnlyList<byte[]> Since(long since)
    {
        lock (_gate)
        {
            if (since == _fleet.Version)
                return [];
            if (since < 0 || since > _fleet.Version)
                since = 0;
            var at = _frozenAt ?? now();
            if (_kept.TryGetValue(since, out var kept) && (at - kept.At).Duration() < MaxAge)
                return kept.Frames;

            var header = Header(since, at);
            var frames = since > 0 && NewTexts(since) <= ChunkSize ? [Delta(header)] : Snapshot(header);
            if (_kept.Count >= MaxKept)
                _kept.Clear();
            _kept[since] = (at, frames);
            return frames;
        }
    }

    /// <summary>The same for one browser that sees a part of the fleet.</summary>
    public IReadOnlyList<byte[]> Since(long since, FleetWindow window)
    {
        lock (_gate)
        {
            if (since < 0 || since > _fleet.Version)
                since = 0;
            if (since == _fleet.Version && !window.HasMoved)
                return [];
            return new WindowFrames(_fleet, _writer, window).Since(Header(since, _frozenAt ?? now()));
        }
    }

    private FrameHeader Header(long since, DateTimeOffset at) => new(
        since > 0 ? FrameKind.Delta : FrameKind.Snapshot,
        _frozenAt is null ? FrameFlags.None : FrameFlags.Frozen,
        epoch,
        since,
        _fleet.Version,
        at.ToUnixTimeMilliseconds(),
        _fleet.Vehicles,
        _fleet.Tally);

    /// <summary>After the arrival of a whole fleet the chunks of a snapshot are kinder to the browser than one huge delta.</summary>
    private int NewTexts(long since)
    {
        var count = 0;
        foreach (var slot in _fleet.NewsSince(since))
            count += _fleet.TextChanged[slot] > since ? 1 : 0;
        return count;
    }

    private byte[] Delta(in FrameHeader header)
    {
        var since = header.FromVersion;
        _writer.Begin(header with { Flags = header.Flags | FrameFlags.FirstChunk | FrameFlags.LastChunk });
        var news = _fleet.NewsSince(since);
        foreach (var slot in news)
        {
            if (_fleet.Freed[slot] > since)
                _writer.AddRemoved(slot);
        }

        foreach (var slot in news)
        {
            if (_fleet.TextChanged[slot] > since)
                _writer.AddText(_fleet.Text[slot]);
        }

        foreach (var slot in news)
        {
            if (_fleet.Changed[slot] > since)
                _writer.AddChange(_fleet.HeldSince(slot, since), _fleet.Record[slot]);
        }

        return _writer.End();
    }

    private byte[][] Snapshot(FrameHeader header)
    {
        header = header with { Kind = FrameKind.Snapshot, FromVersion = 0 };
        var frames = new byte[Math.Max(1, (_fleet.Vehicles + ChunkSize - 1) / ChunkSize)][];
        var next = 0;
        for (var i = 0; i < frames.Length; i++)
        {
            var flags = (i == 0 ? FrameFlags.FirstChunk : 0) | (i == frames.Length - 1 ? FrameFlags.LastChunk : 0);
            _writer.Begin(header with { Flags = header.Flags | flags });
            var first = next;
            for (var taken = 0; next < _fleet.Used && taken < ChunkSize; next++)
            {
                if (_fleet.Changed[next] == 0)
                    continue;
                _writer.AddText(_fleet.Text[next]);
                taken++;
            }

            for (var slot = first; slot < next; slot++)
            {
                if (_fleet.Changed[slot] > 0)
                    _writer.AddRecord(_fleet.Record[slot]);
            }

            frames[i] = _writer.End();
        }

        return frames;
    }
}
