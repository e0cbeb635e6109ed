using DispatchMap.Core.Fleet;
using Xunit;

namespace DispatchMap.Tests.Fleet;

public sealed class SteadyTicksTests
{
    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(10_000_000)]
    [InlineData(3_579_545)]
    [InlineData(1_000)]
    public void At_AnyFrequency_IsWhatTheProviderTells(long frequency)
    {
        var time = new Ticking(frequency);
        var steady = new SteadyTicks(time);

        foreach (var passed in (long[])[0, 1, 7, 99, 12_345, frequency - 1, frequency * 86_400 * 365, -frequency])
            Assert.Equal(time.GetElapsedTime(Ticking.Start, Ticking.Start + passed).Ticks, steady.At(Ticking.Start + passed));
    }

    private sealed class Ticking(long frequency) : TimeProvider
    {
        public const long Start = 987_654_321;

        public override long TimestampFrequency => frequency;

        public override long GetTimestamp() => Start;
    }
}
