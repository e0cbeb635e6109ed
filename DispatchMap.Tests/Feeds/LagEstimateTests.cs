using DispatchMap.Core.Feeds;
using DispatchMap.Tests.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Feeds;

public sealed class LagEstimateTests
{
    private readonly FakeTimeProvider _time = new(FleetKit.Noon);
    private readonly LagEstimate _lag;

    public LagEstimateTests() => _lag = new(_time);

    [Fact]
    public void Read_Nothing_IsUnknown() => Assert.Equal((null, null), _lag.Read());

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(2.4)]
    [InlineData(59)]
    [InlineData(3600)]
    [InlineData(86_400)]
    public void Read_OneValue_IsWithinATenth(double seconds)
    {
        Add(seconds, 1);

        var (median, p95) = _lag.Read();

        Assert.InRange(median!.Value.TotalSeconds, seconds * 0.9, seconds * 1.1);
        Assert.Equal(median, p95);
    }

    [Fact]
    public void Read_FewLateOnes_MoveTheP95AndNotTheMedian()
    {
        Add(2, 90);
        Add(600, 10);

        var (median, p95) = _lag.Read();

        Assert.InRange(median!.Value.TotalSeconds, 1.8, 2.2);
        Assert.InRange(p95!.Value.TotalSeconds, 540, 660);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-10)]
    [InlineData(1e9)]
    public void Add_AbsurdLag_IsTakenAsTheNearestThatMakesSense(double seconds)
    {
        Add(seconds, 1);

        Assert.InRange(_lag.Read().Median!.Value.TotalSeconds, 0, 2.2 * 86_400);
    }

    [Fact]
    public void Read_AfterFiveMinutes_HasForgotten()
    {
        Add(600, 100);
        _time.Advance(TimeSpan.FromMinutes(4));
        Add(2, 10);
        Assert.True(_lag.Read().Median > TimeSpan.FromMinutes(5));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(_lag.Read().P95!.Value.TotalSeconds, 1.8, 2.2);

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((null, null), _lag.Read());
    }

    private void Add(double seconds, int times)
    {
        for (var i = 0; i < times; i++)
            _lag.Add(TimeSpan.FromSeconds(seconds), _time.GetTimestamp());
    }
}
