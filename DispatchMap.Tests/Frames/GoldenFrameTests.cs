using System.Runtime.CompilerServices;
using Xunit;

namespace DispatchMap.Tests.Frames;

/// <summary>
/// The golden files hold the codecs of both languages to docs/frames.md. To write them after a change of the format:
/// <c>DISPATCHMAP_WRITE_GOLDEN=1 dotnet run --project DispatchMap.Tests -- -class "*.GoldenFrameTests"</c>, then read the diff.
/// </summary>
public sealed class GoldenFrameTests
{
    public static TheoryData<string> Names => [.. GoldenFrames.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Frame_AsInGoldenFile_IsTheSameByteForByte(string name)
    {
        var frame = GoldenFrames.All[name]();
        var meaning = FrameMeaning.Of(frame);
        if (Environment.GetEnvironmentVariable("DISPATCHMAP_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllBytesAsync(PathOf(name + ".bin"), frame, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(PathOf(name + ".json"), meaning, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(PathOf(name + ".json"), TestContext.Current.CancellationToken), meaning);
        Assert.Equal(await File.ReadAllBytesAsync(PathOf(name + ".bin"), TestContext.Current.CancellationToken), frame);
    }

    [Fact]
    public void GoldenFolder_HoldsNothingElse()
    {
        var files = Directory.GetFiles(PathOf("")).Select(Path.GetFileName).Order();

        Assert.Equal(GoldenFrames.All.Keys.SelectMany(name => new[] { name + ".bin", name + ".json" }).Order(), files);
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden", file);
}
