namespace DispatchMap.Core.Fleet;

/// <summary>
/// How long it has been, in ticks, since this was made: the same as <see cref="TimeProvider.GetElapsedTime(long, long)"/> tells,
/// which asks for the clock's frequency and divides by it each time. An event would pay for that half a dozen times.
/// </summary>
internal readonly struct SteadyTicks(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly double _ticksPerUnit = (double)TimeSpan.TicksPerSecond / time.TimestampFrequency;

    public long At(long timestamp) => (long)((timestamp - _start) * _ticksPerUnit);
}
