using System.Diagnostics;

namespace DispatchMap.Benchmarks.Circuits.Server;

/// <summary>The product as this repository has it, built like this program.</summary>
internal static class WebBuild
{
    /// <summary>Builds it; the path of DispatchMap.Web.dll.</summary>
    public static async Task<string> RunAsync(CancellationToken stop)
    {
        // .../DispatchMap.Benchmarks/bin/Release/net10.0/
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var configuration = own.Parent!.Name;
        var root = own.Parent.Parent!.Parent!.Parent!.FullName;
        var project = Path.Combine(root, "DispatchMap.Web");
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", project, "-c", configuration, "--nologo", "-v", "quiet"]))!;
        await build.WaitForExitAsync(stop);
        return build.ExitCode == 0
            ? Path.Combine(project, "bin", configuration, own.Name, "DispatchMap.Web.dll")
            : throw new InvalidOperationException("The server could not be built.");
    }
}
