namespace DispatchMap.Benchmarks.Circuits;

/// <summary>Where this program was built: <c>Root/DispatchMap.Benchmarks/bin/Configuration/Framework</c>.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Framework => Own.Name;

    public static string Configuration => Own.Parent!.Name;

    public static string Root => Own.Parent!.Parent!.Parent!.Parent!.FullName;
}
