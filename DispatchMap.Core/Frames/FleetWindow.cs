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
    private bool _alerting = true;

    /// <summary>Where it looks; null for nowhere.</summary>
    public MapArea? Area { get; private set; }

    /// <summary>The vehicles that it holds wherever they are.</summary>
    public ImmutableArray<long> Always { get; private set; } = [];

    /// <summary>Whether it looks elsewhere than in the last frame.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>What decides whom it holds. Windows with the same view hold the same vehicles.</summary>
    internal WindowView View { get; private set; } = new(FrameArea.Nowhere, []);

    /// <summary>Looks at an area, and at some vehicles wherever they are.</summary>
    public void LookAt(MapArea? area, ImmutableArray<long> always)
    {
        if (area == Area && always.SequenceEqual(Always))
            return;
        (Area, Always) = (area, always);
        HasMoved = true;
    }

    /// <summary>Whether its browser holds the vehicle after the frames so far.</summary>
    internal bool Holds(int slot) => (_held[slot >> 6] & 1UL << slot) != 0;

    internal void Hold(int slot, bool held)
    {
        if (held)
            _held[slot >> 6] |= 1UL << slot;
        else
            _held[slot >> 6] &= ~(1UL << slot);
    }

    internal void Empty() => Array.Clear(_held);

    /// <summary>Looks at what is published now.</summary>
    /// <returns>Whether it sees otherwise than before: vehicles may come and go without news of them.</returns>
    internal bool Begin(PublishedFleet fleet)
    {
        if (_held.Length << 6 < fleet.Used)
            Array.Resize(ref _held, (fleet.Changed.Length + 63) >> 6);
        var (view, alerting) = (ViewOf(fleet), fleet.Alerting <= MaxAlerting);
        var moved = alerting != _alerting || !view.Equals(View);
        (View, _alerting, HasMoved) = (view, alerting, false);
        return moved;
    }

    internal bool Wants(in PlacedSlot place) =>
        (View.Sees(place) | (place.Alerting & _alerting)) || (!View.Beyond.IsEmpty && View.Beyond.BinarySearch(place.Slot) >= 0);

    private WindowView ViewOf(PublishedFleet fleet)
    {
        var view = new WindowView(Area is not { } area ? FrameArea.Nowhere : fleet.Extent.IsWithin(area) ? FrameArea.Everywhere : new(area), []);
        var beyond = Always.Select(fleet.Find).Where(slot => slot >= 0 && !view.Sees(fleet.PlaceOf(slot)));
        return view with { Beyond = [.. beyond.Order()] };
    }
}
