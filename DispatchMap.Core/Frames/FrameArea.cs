namespace DispatchMap.Core.Frames;

/// <summary>
/// A part of the map in the units of a frame, to be asked of thousands of places: without a branch, as nobody could predict which
/// are in it.
/// </summary>
internal readonly record struct FrameArea
{
    /// <summary>No place is in it.</summary>
    public static readonly FrameArea Nowhere = new(int.MaxValue, 0, int.MaxValue, 0);

    /// <summary>All are.</summary>
    public static readonly FrameArea Everywhere = new(new MapArea(-90, -180, 90, 180));

    private const int Turn = 360_000_000;

    private readonly int _south;
    private readonly int _west;
    private readonly uint _high;
    private readonly uint _wide;

    public FrameArea(in MapArea area)
        : this(Units(Math.Clamp(area.South, -90, 90)), Units(area.West), Units(Math.Clamp(area.North, -90, 90)), Units(area.East) + (area.West > area.East ? Turn : 0))
    {
    }

    private FrameArea(int south, int west, int north, int east) =>
        (_south, _west, _high, _wide) = (south, west, (uint)(north - south), (uint)(east - west));

    /// <summary>1e-6 degrees.</summary>
    public bool Contains(int latitude, int longitude) => ((uint)(latitude - _south) <= _high) & ((uint)Eastwards(longitude - _west) <= _wide);

    private static int Units(double degrees) => (int)Math.Round(degrees * 1e6);

    /// <summary>How far it is if one may only go east, be it over the date line.</summary>
    private static int Eastwards(int degrees) => degrees + ((degrees >> 31) & Turn);
}
