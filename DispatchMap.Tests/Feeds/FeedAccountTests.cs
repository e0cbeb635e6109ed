using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>Trouble that is the account's: one probes, the others wait.</summary>
public sealed class FeedAccountTests : FeedAccountKit
{
    [Fact]
    public async Task TurnAsync_FiftySeatsAfterAnOutage_OneProbesAndTheOthersFollowOneAfterTheOther()
    {
        var seats = Enumerable.Range(0, 50).Select(_ => Seat()).ToArray();
        foreach (var seat in seats)
            await TurnAsync(seat).Soon();
        foreach (var seat in seats)
            Assert.True(Account.Failed(seat, Down).IsHeldUp);
        Assert.Equal((FleetKit.Noon + FeedKit.Wait(1), "No route."), (Account.Info().NextAttemptAt, Account.Info().Trouble));

        // Fifty failures of one outage count once, and of each further round there is one.
        var turns = seats.Select(TurnAsync).ToList();
        var waiting = seats.ToList();
        for (var round = 2; round <= 5; round++)
        {
            Time.Advance(FeedKit.Wait(round - 1));
            var probe = await ProbeAsync();
            Assert.Null(Account.Info().NextAttemptAt);
            Account.Failed(probe, Down);
            probe.Leave();
            Assert.Equal(Time.GetUtcNow() + FeedKit.Wait(round), Account.Info().NextAttemptAt);
            Assert.DoesNotContain(turns, turn => turn.IsCompleted);
        }

        Time.Advance(FeedKit.Wait(5));
        Account.Succeeded(await ProbeAsync());

        // Of 0.1 s from one to the next 0.4, as chance will have it.
        Assert.Null(Account.Info().Trouble);
        Assert.Equal(
            Enumerable.Range(0, 45).Select(i => Time.GetUtcNow() + TimeSpan.FromSeconds(0.04 * i)),
            waiting.Select(seat => seat.ReleaseAt).Order());
        Time.Advance(TimeSpan.FromSeconds(1.76));
        await Task.WhenAll(turns).Soon();

        async Task<AccountSeat> ProbeAsync()
        {
            var at = turns.IndexOf(await Task.WhenAny(turns).Soon());
            var probe = waiting[at];
            turns.RemoveAt(at);
            waiting.RemoveAt(at);
            return probe;
        }
    }

    [Fact]
    public async Task Failed_RetryAfterOfAStraggler_HoldsForAllAndCutDoesNotPassIt()
    {
        var (one, two) = (Seat(), Seat());
        await TurnAsync(one);
        await TurnAsync(two);
        Account.Failed(one, Down);
        Account.Failed(two, new UpstreamException(UpstreamFailure.RateLimited, "Too many.", TimeSpan.FromSeconds(40)));

        Account.Cut();

        Assert.Equal(FleetKit.Noon.AddSeconds(40), Account.Info().NextAttemptAt);
        var turn = TurnAsync(one);
        Time.Advance(TimeSpan.FromSeconds(39.9));
        Assert.False(turn.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.1));
        await turn.Soon();
    }

    [Fact]
    public async Task Failed_OfAStragglerWhenTheTroubleIsOver_IsItsOwn()
    {
        var (one, two) = (Seat(), Seat());
        await TurnAsync(one);
        await TurnAsync(two);
        Account.Failed(one, Down);
        Time.Advance(FeedKit.Wait(1));
        await TurnAsync(one);
        Account.Succeeded(one);
        var refused = new UpstreamException(UpstreamFailure.InvalidClient, "Unknown credentials.");

        Assert.Equal((false, "Unknown credentials."), (Account.Failed(two, refused).IsHeldUp, Account.Failed(two, refused).Reason));
        Assert.Null(Account.Info().Trouble);

        await TurnAsync(two);
        Assert.True(Account.Failed(two, refused).IsHeldUp);
        Assert.True(Account.Info().Blocked);
    }

    [Fact]
    public async Task Leave_WhileProbing_LetsAnotherProbe()
    {
        var (one, two) = (Seat(), Seat());
        await TurnAsync(one);
        Account.Failed(one, Down);
        Time.Advance(FeedKit.Wait(1));
        await TurnAsync(one).Soon();
        var turn = TurnAsync(two);
        Assert.False(turn.IsCompleted);

        one.Leave();

        await turn.Soon();
    }

    [Fact]
    public async Task Failed_ScopeRefusedByTheProbe_EndsTheTrouble()
    {
        var seat = Seat();
        await TurnAsync(seat);
        Account.Failed(seat, Down);
        Time.Advance(FeedKit.Wait(1));
        await TurnAsync(seat).Soon();

        Assert.False(Account.Failed(seat, new UpstreamException(UpstreamFailure.Refused, "No such group.")).IsHeldUp);

        Assert.False(Account.IsInTrouble);
    }

    [Theory]
    [InlineData(UpstreamFailure.ServerError, false)]
    [InlineData(UpstreamFailure.Unreachable, false)]
    [InlineData(UpstreamFailure.RateLimited, true)]
    [InlineData(UpstreamFailure.Unauthorized, true)]
    [InlineData(UpstreamFailure.InvalidClient, true)]
    public async Task Failed_StreamsInTrouble_HoldListsUpOnlyWhenItIsTheAccounts(UpstreamFailure failure, bool held)
    {
        var (stream, list) = (Seat(), Seat(streams: false));
        await TurnAsync(stream);
        Account.Failed(stream, new UpstreamException(failure, "Trouble."));

        Assert.Equal(!held, TurnAsync(list).IsCompleted);
    }

    [Fact]
    public async Task Succeeded_AReadListWhileStreamsAreInTrouble_DoesNotEndIt()
    {
        var (stream, list) = (Seat(), Seat(streams: false));
        await TurnAsync(stream);
        Account.Failed(stream, Down);
        await TurnAsync(list).Soon();

        Account.Succeeded(list);

        Assert.True(Account.IsInTrouble);
    }

    [Fact]
    public async Task Flowed_OnlyWithoutTrouble_StartsTheWaitsAnew()
    {
        var seat = Seat();
        await FailAsync(seat, 1);
        await FailAsync(seat, 2);
        Account.Flowed(); // A stream that ended long after it died.
        await FailAsync(seat, 3);

        Time.Advance(FeedKit.Wait(3));
        await TurnAsync(seat).Soon();
        Account.Succeeded(seat);
        Account.Flowed();
        await FailAsync(seat, 1);

        async Task FailAsync(AccountSeat failing, int failures)
        {
            if (failures > 1)
                Time.Advance(FeedKit.Wait(failures - 1));
            await TurnAsync(failing).Soon();
            Account.Failed(failing, Down);
            Assert.Equal(Time.GetUtcNow() + FeedKit.Wait(failures), Account.Info().NextAttemptAt);
        }
    }
}
