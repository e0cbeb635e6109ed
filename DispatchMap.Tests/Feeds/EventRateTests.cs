using DispatchMap.Core.Feeds;
using DispatchMap.Tests.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Feeds;

public sealed class EventRateTests
{
    private readonly FakeTimeProvider _time = new(FleetKit.Noon);
    private readonly EventRate _rate;

    public EventRateTests() => _rate = new(_time);

    [Fact]
    public void PerSecond_NothingYet_IsZero()
    {
        _rate.Add(_time.GetTimestamp());

        Assert.Equal(0, _rate.PerSecond());
    }

    [Fact]
    public void PerSecond_YoungFeed_DividesByItsOwnAge()
    {
        Run(seconds: 10, each: 3);

        Assert.Equal(3, _rate.PerSecond());
    }

    [Fact]
    public void PerSecond_LaterMinutes_ForgetTheEarlierOnes()
    {
        Run(seconds: 200, each: 9);
        Run(seconds: 60, each: 2);

        Assert.Equal(2, _rate.PerSecond());
    }

    [Fact]
    public void PerSecond_HalfAMinuteOfSilence_IsHalf()
    {
        Run(seconds: 60, each: 4);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(2, _rate.PerSecond());
    }

    [Fact]
    public void PerSecond_SilentForLong_IsZeroAgain()
    {
        Run(seconds: 60, each: 4);
        _time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(0, _rate.PerSecond());
    }

    [Fact]
    public void Add_OftenOrNot_AllocatesNothing()
    {
        _rate.Add(_time.GetTimestamp());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            _rate.Add(_time.GetTimestamp());

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Run(int seconds, int each)
    {
        for (var second = 0; second < seconds; second++)
        {
            for (var i = 0; i < each; i++)
                _rate.Add(_time.GetTimestamp());
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
