using DispatchMap.Core.Fleet;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static DispatchMap.Tests.Fleet.FleetKit;

namespace DispatchMap.Tests.Fleet;

public sealed class VendorClockTests
{
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly VendorClock _clock;

    public VendorClockTests() => _clock = new(_time);

    [Fact]
    public void Now_NothingKnown_IsOurClock()
    {
        Assert.Equal(Noon, _clock.Now);
        Assert.Equal(TimeSpan.Zero, _clock.Offset);
    }

    [Fact]
    public void ObserveSent_OneOddMessageAmongGood_DoesNotMoveIt()
    {
        _clock.ObserveSent(Noon.AddSeconds(90));
        _clock.ObserveSent(Noon.AddHours(-3));
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.Offset);

        _clock.ObserveSent(Noon.AddSeconds(91));
        _clock.ObserveSent(Noon.AddYears(40));
        _clock.ObserveSent(DateTimeOffset.UnixEpoch);
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.Offset);
    }

    [Fact]
    public void ObserveSent_ClockReallyChanged_Follows()
    {
        for (var i = 0; i < 5; i++)
            _clock.ObserveSent(Noon.AddMinutes(10));
        for (var i = 0; i < 3; i++)
            _clock.ObserveSent(Noon);

        Assert.Equal(TimeSpan.Zero, _clock.Offset);
    }

    [Fact]
    public void ObserveReceived_ThreeAheadOfUs_PushTheClockToTheLeastOfThem()
    {
        _clock.ObserveReceived(Noon.AddMinutes(12));
        _clock.ObserveReceived(Noon.AddMinutes(10));
        Assert.Equal(TimeSpan.Zero, _clock.Offset);

        _clock.ObserveReceived(Noon.AddHours(20));
        Assert.Equal(TimeSpan.FromMinutes(10), _clock.Offset);
    }

    [Fact]
    public void ObserveReceived_OldReports_ProveNothing()
    {
        for (var i = 0; i < 100; i++)
            _clock.ObserveReceived(Noon.AddMinutes(-i));

        Assert.Equal(TimeSpan.Zero, _clock.Offset);
    }

    [Fact]
    public void ObserveReceived_OnceHeartbeatsSpeak_IsNotAsked()
    {
        _clock.ObserveSent(Noon.AddMinutes(-5));
        for (var i = 0; i < 10; i++)
            _clock.ObserveReceived(Noon.AddMinutes(3));

        Assert.Equal(TimeSpan.FromMinutes(-5), _clock.Offset);
    }
}
