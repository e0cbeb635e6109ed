namespace DispatchMap.Tests;

/// <summary>Bounds every await of a test: long enough for a busy machine, short enough to see a hang.</summary>
internal static class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>For waits in a loop, each of which something else may end.</summary>
    private static readonly TimeSpan LoopLimit = TimeSpan.FromMinutes(1);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Takes step after step until something holds.</summary>
    public static Task UntilAsync(Func<bool> holds, Func<Task> step) => UntilAsync(holds, step, LoopLimit);

    /// <summary>Asks again and again until the answer is yes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var yes = await holds();
        await UntilAsync(() => yes, async () => yes = await holds(), Limit);
    }

    private static async Task UntilAsync(Func<bool> holds, Func<Task> step, TimeSpan limit)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            if (TimeProvider.System.GetElapsedTime(since) > limit)
                throw new TimeoutException("Step after step was taken, and what they were taken for has not come.");
            await step();
        }
    }
}
