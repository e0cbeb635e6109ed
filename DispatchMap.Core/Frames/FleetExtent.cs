namespace DispatchMap.Core.Frames;

/// <summary>The corners between which all vehicles are, or were not long ago, 1e-6 degrees.</summary>
internal struct FleetExtent()
{
    private int _south = int.MaxValue;
    private int _west = int.MaxValue;
    private int _north = int.MinValue;
    private int _east = int.MinValue;

    public void Add(in FrameRecord record)
    {
        if (!record.HasPosition)
            return;
        (_south, _north) = (Math.Min(_south, record.LatitudeE6), Math.Max(_north, record.LatitudeE6));
        (_west, _east) = (Math.Min(_west, record.LongitudeE6), Math.Max(_east, record.LongitudeE6));
    }

    /// <summary>Whether there is no vehicle outside of an area. Of one over the date line this is not known.</summary>
    public readonly bool IsWithin(MapArea area) =>
        area.West <= area.East
        && (_south > _north || (_south >= area.South * 1e6 && _north <= area.North * 1e6 && _west >= area.West * 1e6 && _east <= area.East * 1e6));
}
