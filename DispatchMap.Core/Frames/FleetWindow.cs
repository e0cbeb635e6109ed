using System.Collections.Immutable;
using DispatchMap.Core.Fleet;

namespace DispatchMap.Core.Frames;

/// <summary>
/// What one browser sees, and therefore holds, of a fleet that is too large to be sent as a whole, and who was lost. Looking elsewhere takes effect
/// with the next frame. The frames that are encoded for it have to be applied, all and in order; after one that was not, it
/// starts again with a snapshot. Looked through by one circuit only.
/// </summary>
public sealed class FleetWindow
{
    /// <summary>More lost vehicles than these nobody looks through, and each of them costs a browser that does not see it.</summary>
    public const int MaxAlerting = 1000;

    private ulong[] _held = [];
    private HashSet<int> _alwaysSlots = [];
    private bool _alerting = true;

    /// <summary>Where it looks; null for nowhere.</summary>
    public MapArea? Area { get; private set; }

    /// <summary>The vehicles that it holds wherever they are.</summary>
    public ImmutableArray<long> Always { get; private set; } = [];

    /// <summary>Whether it looks elsewhere than in the last frame.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>Looks at an area, and at some vehicles wherever they are.</summary>
    public void LookAt(MapArea? area, ImmutableArray<long> always)
    {
        if (area == Area && always.SequenceEqual(Always))
            return;
        (Area, Always) = (area, always);
        HasMoved = true;
    }

    internal bool Holds(int slot) => slot >> 6 < _held.Length && (_held[slot >> 6] & 1UL << slot) != 0;

    internal void Hold(int slot, bool held)
    {
        if (held)
            _held[slot >> 6] |= 1UL << slot;
        else
            _held[slot >> 6] &= ~(1UL << slot);
    }

    internal void Empty() => Array.Clear(_held);

    /// <summary>Starts to go over the slots.</summary>
    /// <returns>Whether it has to be all of them, as it looks elsewhere than before.</returns>
    internal bool Begin(PublishedFleet fleet)
    {
        var alerting = fleet.Alerting <= MaxAlerting;
        var moved = HasMoved || alerting != _alerting;
        if (_held.Length << 6 < fleet.Used)
            Array.Resize(ref _held, (fleet.Changed.Length + 63) >> 6);
        _alwaysSlots = [.. Always.Select(fleet.Find)];
        (_alerting, HasMoved) = (alerting, false);
        return moved;
    }

    internal bool Wants(PublishedFleet fleet, int slot)
    {
        ref readonly var record = ref fleet.Record[slot];
        return fleet.Changed[slot] > 0
            && ((record.HasPosition && Area is { } area && area.Contains(record.LatitudeE6, record.LongitudeE6))
                || (_alerting && record.State.Alerting)
                || _alwaysSlots.Contains(slot));
    }
}
