using DispatchMap.Core.Frames;
using Xunit;

namespace DispatchMap.Tests.Frames;

public sealed class FrameReaderTests
{
    [Fact]
    public void Read_CutShortAnywhereOrTooLong_IsRefused()
    {
        var frame = GoldenFrames.All["snapshot-one-chunk"]();
        for (var length = 0; length < frame.Length; length++)
            Assert.Throws<InvalidDataException>(() => FrameReader.Read(frame.AsSpan(0, length)));

        Assert.Throws<InvalidDataException>(() => FrameReader.Read([.. frame, 0]));
        Assert.Equal(3, FrameReader.Read(frame).Records.Length);
    }

    [Fact]
    public void Apply_DeltaOfAnotherEpochOrVersion_NeedsAResync()
    {
        var delta = GoldenFrames.All["delta-moved"]();
        var browser = new FrameBrowser();

        Assert.False(browser.Apply(delta));
        Assert.True(browser.Apply(GoldenFrames.All["snapshot-one-chunk"]()));
        Assert.True(browser.Apply(delta));
        Assert.False(browser.Apply(delta));
    }
}
