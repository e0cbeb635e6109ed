using System.Collections.Immutable;

namespace DispatchMap.Core.Frames;

/// <summary>What a window comes to: all areas around the whole fleet are the same, and so is who was chosen and is in sight anyway.</summary>
/// <param name="Beyond">The slots that are held though they are not in the area, in order.</param>
internal readonly record struct WindowView(FrameArea Area, ImmutableArray<int> Beyond)
{
    public bool Sees(in PlacedSlot place) => place.HasPosition & Area.Contains(place.LatitudeE6, place.LongitudeE6);

    public bool Equals(WindowView other) => Area == other.Area && Beyond.AsSpan().SequenceEqual(other.Beyond.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Area, Beyond.Length);
}
