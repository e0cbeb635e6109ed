using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>
/// A fleet's frames: each step from one version to the present is encoded once and shared by all who ask and, of a large fleet,
/// see the same. Holds a copy of what is published, so that no reader holds up the writer for longer than a publication takes.
/// Safe from any thread.
/// </summary>
/// <param name="now">The vendor's clock, while the feed is not frozen.</param>
internal sealed class FleetFrames(uint epoch, Func<DateTimeOffset> now)
{
    /// <summary>Vehicles per frame that are new to the browser.</summary>
    public const int ChunkSize = 4000;

    private readonly Lock _gate = new();
    private readonly PublishedFleet _fleet = new();
    private readonly FrameWriter _writer = new();
    private readonly List<int> _staying = [];
    private readonly KeptFrames<long, byte[][]> _kept = new();
    private readonly KeptFrames<(long Since, WindowView View), WindowNews> _keptNews = new();
    private DateTimeOffset? _frozenAt;

    /// <summary>Makes what is new in the slots a version.</summary>
    public void Publish(FleetSlots slots, long version, DateTimeOffset? frozenAt)
    {
        lock (_gate)
        {
            _fleet.Publish(slots, version);
            _frozenAt = frozenAt;
            _kept.Clear();
            _keptNews.Clear();
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
            if (_kept.Find(since, at) is { } kept)
                return kept;
            var header = Header(since, at);
            return _kept.Add(since, at, since > 0 && NewTexts(since) <= ChunkSize ? [Delta(header)] : Snapshot(header));
        }
    }

    /// <summary>The same for a browser that sees a part of the fleet.</summary>
    public IReadOnlyList<byte[]> Since(long since, FleetWindow window)
    {
        lock (_gate)
        {
            if (since < 0 || since > _fleet.Version)
                since = 0;
            if (since == _fleet.Version && !window.HasMoved)
                return [];
            var moved = window.Begin(_fleet);
            if (since == _fleet.Version && !moved)
                return [];
            if (since == 0)
                window.Empty();
            var news = NewsFor(window, since, moved);
            news.Tell(window);
            return news.Frames;
        }
    }

    /// <summary>Browsers that see the same, and have all the time since then, hold the same and are told the same.</summary>
    private WindowNews NewsFor(FleetWindow window, long since, bool moved)
    {
        var at = _frozenAt ?? now();
        var frames = new WindowFrames(_fleet, _writer, window, _staying);
        if (moved && since > 0)
            return frames.Since(Header(since, at), everywhere: true);
        var key = (since, window.View);
        return _keptNews.Find(key, at) ?? _keptNews.Add(key, at, frames.Since(Header(since, at), everywhere: since == 0));
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
