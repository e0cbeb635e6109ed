using System.Diagnostics;

namespace DispatchMap.Benchmarks.Circuits.Server;

/// <summary>The product as this repository has it, built like this program.</summary>
internal static class WebBuild
{
    /// <summary>Builds it; the path of DispatchMap.Web.dll.</summary>
    public static async Task<string> RunAsync(CancellationToken stop)
    {
        var project = Path.Combine(Repository.Root, "DispatchMap.Web");
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", project, "-c", Repository.Configuration, "--nologo", "-v", "quiet"]))!;
        await build.WaitForExitAsync(stop);
        return build.ExitCode == 0
            ? Path.Combine(project, "bin", Repository.Configuration, Repository.Framework, "DispatchMap.Web.dll")
            : throw new InvalidOperationException("The server could not be built.");
    }
}
