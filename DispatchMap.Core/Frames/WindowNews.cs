namespace DispatchMap.Core.Frames;

/// <summary>What all browsers with the same view are told.</summary>
/// <param name="Frames">One, and further ones that add no version when more vehicles come into the window than one should bring.</param>
/// <param name="Coming">The slots that a browser holds afterwards and did not before.</param>
/// <param name="Leaving">Those that it held before; one whose vehicle is another now is among both.</param>
internal sealed record WindowNews(IReadOnlyList<byte[]> Frames, List<int> Coming, List<int> Leaving)
{
    /// <summary>Notes for a window what its browser will hold.</summary>
    public void Tell(FleetWindow window)
    {
        foreach (var slot in Leaving)
            window.Hold(slot, false);
        foreach (var slot in Coming)
            window.Hold(slot, true);
    }
}
