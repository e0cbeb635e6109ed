namespace DispatchMap.Core.Frames;

/// <summary>Tells what comes into a window, what changes there and what leaves it.</summary>
/// <param name="staying">Room for the slots that are held before and after: most of those that are told, and nobody keeps them.</param>
internal readonly struct WindowFrames(PublishedFleet fleet, FrameWriter writer, FleetWindow window, List<int> staying)
{
    private const FrameFlags Whole = FrameFlags.Partial | FrameFlags.FirstChunk | FrameFlags.LastChunk;

    /// <param name="everywhere">Whether vehicles without news have to be looked at, too.</param>
    public WindowNews Since(FrameHeader header, bool everywhere)
    {
        header = header with { Flags = header.Flags | Whole };
        var (coming, leaving) = (new List<int>(), new List<int>());
        staying.Clear();
        if (everywhere)
        {
            for (var slot = 0; slot < fleet.Used; slot++)
                Sort(fleet.PlaceOf(slot), header.FromVersion, coming, leaving);
        }
        else
        {
            foreach (ref readonly var place in fleet.PlacesSince(header.FromVersion).AsSpan())
                Sort(place, header.FromVersion, coming, leaving);
        }

        var frames = new List<byte[]> { First(header, coming, leaving) };
        foreach (var chunk in coming.Skip(FleetFrames.ChunkSize).Chunk(FleetFrames.ChunkSize))
            frames.Add(Next(header, chunk));
        return new(frames, coming, leaving);
    }

    private void Sort(in PlacedSlot place, long since, List<int> coming, List<int> leaving)
    {
        var (wanted, held) = (window.Wants(place), window.Holds(place.Slot));
        if (!wanted && !held)
            return;
        var isAnother = fleet.Freed[place.Slot] > since;
        if (held && (!wanted || isAnother))
            leaving.Add(place.Slot);
        if (wanted && (!held || isAnother))
            coming.Add(place.Slot);
        else if (wanted)
            staying.Add(place.Slot);
    }

    private byte[] First(in FrameHeader header, List<int> coming, List<int> leaving)
    {
        var since = header.FromVersion;
        writer.Begin(header);
        foreach (var slot in leaving)
            writer.AddRemoved(slot);
        foreach (var slot in staying)
        {
            if (fleet.TextChanged[slot] > since)
                writer.AddText(fleet.Text[slot]);
        }

        Add(coming.Take(FleetFrames.ChunkSize));
        foreach (var slot in staying)
        {
            if (fleet.Changed[slot] > since)
                writer.AddChange(fleet.HeldSince(slot, since), fleet.Record[slot]);
        }

        return writer.End();
    }

    private byte[] Next(in FrameHeader header, IEnumerable<int> coming)
    {
        writer.Begin(header with { Kind = FrameKind.Delta, FromVersion = header.ToVersion });
        Add(coming);
        return writer.End();
    }

    private void Add(IEnumerable<int> coming)
    {
        foreach (var slot in coming)
            writer.AddText(fleet.Text[slot]);
        foreach (var slot in coming)
            writer.AddRecord(fleet.Record[slot]);
    }
}
