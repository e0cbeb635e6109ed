namespace DispatchMap.Core.Frames;

/// <summary>Tells what comes into a window, what changes there and what leaves it.</summary>
internal readonly struct WindowFrames(PublishedFleet fleet, FrameWriter writer, FleetWindow window)
{
    private const FrameFlags Whole = FrameFlags.Partial | FrameFlags.FirstChunk | FrameFlags.LastChunk;

    /// <param name="everywhere">Whether vehicles without news have to be looked at, too.</param>
    public WindowNews Since(FrameHeader header, bool everywhere)
    {
        header = header with { Flags = header.Flags | Whole };
        var since = header.FromVersion;
        var coming = new List<int>();
        var leaving = new List<int>();
        var staying = new List<int>();
        foreach (var slot in everywhere ? Enumerable.Range(0, fleet.Used) : fleet.NewsSince(since))
        {
            var news = fleet.Changed[slot] > since || fleet.TextChanged[slot] > since || fleet.Freed[slot] > since;
            var wanted = window.Wants(fleet, slot);
            var held = window.Holds(slot);
            if (held && (!wanted || fleet.Freed[slot] > since))
                leaving.Add(slot);
            if (wanted && (!held || fleet.Freed[slot] > since))
                coming.Add(slot);
            else if (wanted && news)
                staying.Add(slot);
        }

        var frames = new List<byte[]> { First(header, leaving, staying, coming) };
        foreach (var chunk in coming.Skip(FleetFrames.ChunkSize).Chunk(FleetFrames.ChunkSize))
            frames.Add(Next(header, chunk));
        return new(frames, coming, leaving);
    }

    private byte[] First(in FrameHeader header, List<int> leaving, List<int> staying, List<int> coming)
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
