namespace DispatchMap.Web.Hosting;

/// <summary>
/// How many buffers of a size are kept for use again. Frames leave in gusts, a tenth of all browsers at a time and each in
/// pieces of 4 kB; of the 32 for each processor that are usual, most pieces would be made anew and thrown away.
/// </summary>
internal static class SharedBuffers
{
    /// <summary>The runtime reads it once, when the first buffer comes back.</summary>
    public const string Setting = "DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION";

    /// <summary>Before anything else is done. What the operator has set stays.</summary>
    public static void KeepMany()
    {
        if (Environment.GetEnvironmentVariable(Setting) is null)
            Environment.SetEnvironmentVariable(Setting, "1024");
    }
}
