using System.Runtime.CompilerServices;
using Xunit;

namespace DispatchMap.Tests.MyCarTracks;

/// <summary>The replies in <c>fixtures/</c>, one file per variant that the vendor might send.</summary>
internal static class Fixture
{
    private static readonly string Root = Path.Combine(Here(), "fixtures");

    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Root, path));

    /// <summary>Test data: every file of a folder, so that a new variant only takes a new file.</summary>
    public static TheoryData<string> All(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder)).Select(file => $"{folder}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
