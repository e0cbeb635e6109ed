using DispatchMap.Core.Fleet;
using DispatchMap.Core.Frames;
using Xunit;

namespace DispatchMap.Tests.Frames;

/// <summary>A browser that must never be sent a frame that does not fit.</summary>
internal sealed class FrameBrowser : FrameReplica
{
    /// <summary>Brings itself up to the fleet's published version.</summary>
    public void Update(IFleetView fleet, FleetWindow? window = null)
    {
        foreach (var frame in fleet.EncodeSince(Epoch, Version, window))
            Assert.True(Apply(frame), "The server sent a frame that needs a resync.");
    }

    public static void AssertSame(FrameBrowser expected, FrameBrowser actual)
    {
        Assert.Equal(expected.Texts, actual.Texts);
        Assert.Equal(expected.Records, actual.Records);
        Assert.Equal((expected.Epoch, expected.Version, expected.Frozen), (actual.Epoch, actual.Version, actual.Frozen));
    }
}
