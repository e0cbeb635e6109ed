namespace DispatchMap.Core.Frames;

/// <summary>Does with frames what a browser does: holds a fleet by slot, and refuses what does not fit. For whatever has to check what browsers are told.</summary>
internal class FrameReplica
{
    public SortedDictionary<int, FrameText> Texts { get; } = [];

    public SortedDictionary<int, FrameRecord> Records { get; } = [];

    public uint Epoch { get; private set; }

    public long Version { get; private set; }

    public bool Frozen { get; private set; }

    public long VendorTimeMs { get; private set; }

    /// <summary>Vehicles in the feed, held or not.</summary>
    public int Vehicles { get; private set; }

    /// <summary>Whether the frame fitted; if not, nothing changed. Throws <see cref="InvalidDataException"/> when it is not one.</summary>
    public bool Apply(byte[] bytes) => Apply(FrameReader.Read(bytes));

    public bool Apply(Frame frame)
    {
        var header = frame.Header;
        if (header.Kind == FrameKind.Delta && (header.Epoch != Epoch || header.FromVersion != Version))
            return false;

        if (header.Kind == FrameKind.Snapshot && header.Flags.HasFlag(FrameFlags.FirstChunk))
            Forget();
        foreach (var slot in frame.Removed)
        {
            Texts.Remove(slot);
            Records.Remove(slot);
        }

        foreach (var text in frame.Texts)
            Texts[text.Slot] = text;
        foreach (var record in frame.Records)
            Records[record.Slot] = record;
        foreach (var move in frame.Moves)
            Records[move.Slot] = move.From(Records[move.Slot]);
        foreach (var (slot, state) in frame.Restated)
            Records[slot] = Records[slot] with { State = state };

        Frozen = header.Flags.HasFlag(FrameFlags.Frozen);
        VendorTimeMs = header.VendorTimeMs;
        Vehicles = header.Vehicles;
        if (header.Flags.HasFlag(FrameFlags.LastChunk))
            (Epoch, Version) = (header.Epoch, header.ToVersion);
        return true;
    }

    /// <summary>Holds nothing, as after a reload.</summary>
    public void Forget()
    {
        Texts.Clear();
        Records.Clear();
        (Epoch, Version) = (0, 0);
    }
}
