using DispatchMap.Core.Fleet;
using DispatchMap.Core.Frames;
using Xunit;

namespace DispatchMap.Tests.Frames;

/// <summary>Does with frames what a browser does: holds a fleet by slot, and refuses what does not fit.</summary>
internal sealed class FrameBrowser
{
    public SortedDictionary<int, FrameText> Texts { get; } = [];

    public SortedDictionary<int, FrameRecord> Records { get; } = [];

    public uint Epoch { get; private set; }

    public long Version { get; private set; }

    public bool Frozen { get; private set; }

    public long VendorTimeMs { get; private set; }

    public int Vehicles { get; private set; }

    /// <summary>Brings itself up to the fleet's published version.</summary>
    public void Update(IFleetView fleet)
    {
        foreach (var frame in fleet.EncodeSince(Epoch, Version))
            Assert.True(Apply(frame), "The server sent a frame that needs a resync.");
    }

    /// <summary>Whether the frame fitted; if not, nothing changed.</summary>
    public bool Apply(byte[] bytes)
    {
        var (header, removed, texts, records) = FrameReader.Read(bytes);
        if (header.Kind == FrameKind.Delta && (header.Epoch != Epoch || header.FromVersion != Version))
            return false;

        if (header.Kind == FrameKind.Snapshot && header.Flags.HasFlag(FrameFlags.FirstChunk))
        {
            Texts.Clear();
            Records.Clear();
        }

        foreach (var slot in removed)
        {
            Texts.Remove(slot);
            Records.Remove(slot);
        }

        foreach (var text in texts)
            Texts[text.Slot] = text;
        foreach (var record in records)
            Records[record.Slot] = record;

        Frozen = header.Flags.HasFlag(FrameFlags.Frozen);
        VendorTimeMs = header.VendorTimeMs;
        Vehicles = header.Vehicles;
        if (header.Flags.HasFlag(FrameFlags.LastChunk))
            (Epoch, Version) = (header.Epoch, header.ToVersion);
        return true;
    }

    public static void AssertSame(FrameBrowser expected, FrameBrowser actual)
    {
        Assert.Equal(expected.Texts, actual.Texts);
        Assert.Equal(expected.Records, actual.Records);
        Assert.Equal((expected.Epoch, expected.Version, expected.Frozen), (actual.Epoch, actual.Version, actual.Frozen));
    }
}
