namespace DispatchMap.Tests;

/// <summary>Bounds every await of a test: long enough for a busy machine, short enough to see a hang.</summary>
internal static class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);
}
