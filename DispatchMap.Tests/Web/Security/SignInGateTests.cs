using System.Net;
using DispatchMap.Web.Security;
using Microsoft.Extensions.Time.Testing;

namespace DispatchMap.Tests.Web.Security;

public sealed class SignInGateTests
{
    private const string Victim = "nina@example.com";

    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.10");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.20");

    private readonly FakeTimeProvider _time = new();
    private readonly SignInGate _gate;

    public SignInGateTests() => _gate = new(_time);

    [Fact]
    public void Enter_OneAccountFromOneAddress_SlowsDownAfterFiveAndNeverLocks()
    {
        Assert.Equal(5, Guesses(Victim, Elsewhere));
        Assert.Equal(TimeSpan.FromMinutes(1), _gate.Enter(Victim, Elsewhere));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TimeSpan.FromSeconds(1), _gate.Enter(Victim, Elsewhere));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Guesses(Victim, Elsewhere));
    }

    [Fact]
    public void Enter_NameWrittenDifferently_IsTheSameAccount()
    {
        Guesses(Victim, Elsewhere);

        Assert.NotEqual(TimeSpan.Zero, _gate.Enter(" NINA@Example.com ", Elsewhere));
    }

    [Fact]
    public void Enter_AttackerElsewhere_DoesNotTouchTheVictim()
    {
        for (var i = 0; i < 1000; i++)
            _gate.Enter(Victim, Elsewhere);

        Assert.Equal(TimeSpan.Zero, _gate.Enter(Victim, Home));
    }

    [Fact]
    public void Enter_ManyAddressesAgainstOneAccount_AreStoppedTogetherButNotWhereTheVictimSignsIn()
    {
        _gate.Enter(Victim, Home);
        _gate.Succeeded(Victim, Home);

        var guesses = Enumerable.Range(0, 200).Sum(i => Guesses(Victim, IPAddress.Parse($"203.0.113.{i}")));

        Assert.Equal(50, guesses);
        Assert.Equal(TimeSpan.Zero, _gate.Enter(Victim, Home));
    }

    [Fact]
    public void Enter_ManyAccountsFromOneAddress_AreStopped()
    {
        Assert.Equal(30, Enumerable.Range(0, 200).Count(i => _gate.Enter($"user{i}@example.com", Elsewhere) == TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(6), _gate.Enter("another@example.com", Elsewhere));
    }

    [Fact]
    public void Enter_NeighboursInOneIpv6Network_CountAsOne()
    {
        Guesses(Victim, IPAddress.Parse("2001:db8:0:1::1"));

        Assert.NotEqual(TimeSpan.Zero, _gate.Enter(Victim, IPAddress.Parse("2001:db8:0:1:ffff::2")));
        Assert.Equal(TimeSpan.Zero, _gate.Enter(Victim, IPAddress.Parse("2001:db8:0:2::1")));
    }

    [Fact]
    public void Succeeded_WholeOfficeBehindOneAddress_IsNotSlowedDown()
    {
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(TimeSpan.Zero, _gate.Enter($"user{i}@example.com", Home));
            _gate.Succeeded($"user{i}@example.com", Home);
        }
    }

    [Fact]
    public void Succeeded_AfterWrongAttempts_ForgivesThem()
    {
        for (var i = 0; i < 5; i++)
            _gate.Enter(Victim, Home);
        _gate.Succeeded(Victim, Home);

        Assert.Equal(5, Guesses(Victim, Home));
    }

    [Fact]
    public void Succeeded_LongAgo_NoLongerMakesAPlaceKnown()
    {
        _gate.Succeeded(Victim, Home);
        _time.Advance(TimeSpan.FromDays(31));
        for (var i = 0; i < 200; i++)
            Guesses(Victim, IPAddress.Parse($"203.0.113.{i}"));

        Assert.NotEqual(TimeSpan.Zero, _gate.Enter(Victim, Home));
    }

    [Fact]
    public void Enter_AccountThatDoesNotExist_IsTreatedTheSame() => Assert.Equal(Guesses(Victim, Home), Guesses("nobody@example.com", Home));

    [Fact]
    public void Attempts_MoreKeysThanAllowed_StayBoundedAndKeepTheBusiest()
    {
        var attempts = new Attempts(2, TimeSpan.FromMinutes(1), most: 100, _time);
        attempts.Spend("busy");
        attempts.Spend("busy");
        for (var i = 0; i < 1000; i++)
            attempts.Spend($"key {i}");

        Assert.InRange(attempts.Count, 1, 100);
        Assert.NotEqual(TimeSpan.Zero, attempts.Wait("busy"));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.Zero, attempts.Wait("busy"));
    }

    private int Guesses(string account, IPAddress address)
    {
        var guesses = 0;
        while (_gate.Enter(account, address) == TimeSpan.Zero)
            guesses++;
        return guesses;
    }
}
