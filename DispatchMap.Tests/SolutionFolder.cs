namespace DispatchMap.Tests;

/// <summary>Where the sources are, for tests that hold them against something else.</summary>
internal static class SolutionFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "DispatchMap.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not within the solution.");
        return folder.FullName;
    }
}
