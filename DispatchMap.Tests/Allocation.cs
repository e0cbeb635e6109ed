namespace DispatchMap.Tests;

/// <summary>What work allocates.</summary>
internal static class Allocation
{
    /// <summary>
    /// Bytes on this thread, the least of five goes: the runtime may allocate on it when it recompiles a method in the middle; the
    /// work would every time.
    /// </summary>
    public static long Of(Action work)
    {
        return Enumerable.Range(0, 5).Min(_ => Once());

        long Once()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
