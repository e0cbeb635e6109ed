using System.Net;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Rest;
using DispatchMap.Tests.Fleet;
using DispatchMap.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace DispatchMap.Tests.Feeds;

public sealed class FeedAccountTests : IDisposable
{
    private static readonly UpstreamException Down = new(UpstreamFailure.Unreachable, "No route.");
    private static readonly UpstreamException Second = new(UpstreamFailure.Refused, "Refused.", status: HttpStatusCode.Conflict);
    private static readonly StreamEnd Closed = new("closed (code 4001)", "The vendor closed the stream (code 4001).", Orderly: true);
    private readonly ScriptedTime _time = new(FleetKit.Noon);
    private readonly RequestBudgets _budgets;
    private readonly FeedTools _tools;
    private readonly StreamPlaces _places;

    public FeedAccountTests()
    {
        _budgets = new(Options.Create(new UpstreamOptions()), _time);
        _tools = new(new FeedOptions(), _time, () => 0.4, NullLogger.Instance);
        _places = new(_tools);
        Account = NewAccount();
    }

    private FeedAccount Account { get; }

    public void Dispose() => _budgets.Dispose();

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
            _time.Advance(FeedKit.Wait(round - 1));
            var probe = await ProbeAsync();
            Assert.Null(Account.Info().NextAttemptAt);
            Account.Failed(probe, Down);
            probe.Leave();
            Assert.Equal(_time.GetUtcNow() + FeedKit.Wait(round), Account.Info().NextAttemptAt);
            Assert.DoesNotContain(turns, turn => turn.IsCompleted);
        }

        _time.Advance(FeedKit.Wait(5));
        Account.Succeeded(await ProbeAsync());

        // Of 0.1 s from one to the next 0.4, as chance will have it.
        Assert.Null(Account.Info().Trouble);
        Assert.Equal(
            Enumerable.Range(0, 45).Select(i => _time.GetUtcNow() + TimeSpan.FromSeconds(0.04 * i)),
            waiting.Select(seat => seat.ReleaseAt).Order());
        _time.Advance(TimeSpan.FromSeconds(1.76));
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
        _time.Advance(TimeSpan.FromSeconds(39.9));
        Assert.False(turn.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await turn.Soon();
    }

    [Fact]
    public async Task Leave_WhileProbing_LetsAnotherProbe()
    {
        var (one, two) = (Seat(), Seat());
        await TurnAsync(one);
        Account.Failed(one, Down);
        _time.Advance(FeedKit.Wait(1));
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
        _time.Advance(FeedKit.Wait(1));
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

        _time.Advance(FeedKit.Wait(3));
        await TurnAsync(seat).Soon();
        Account.Succeeded(seat);
        Account.Flowed();
        await FailAsync(seat, 1);

        async Task FailAsync(AccountSeat failing, int failures)
        {
            if (failures > 1)
                _time.Advance(FeedKit.Wait(failures - 1));
            await TurnAsync(failing).Soon();
            Account.Failed(failing, Down);
            Assert.Equal(_time.GetUtcNow() + FeedKit.Wait(failures), Account.Info().NextAttemptAt);
        }
    }

    [Fact]
    public async Task Failed_SecondStreamRefused_SaysSoAndKeepsThePlaceOfTheFirst()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        await TurnAsync(second).Soon();
        var end = Account.Failed(second, Second);
        Assert.True(end.IsStandby);
        Assert.Contains("only one live stream at a time", end.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1, true), (Account.Info().Streams, Account.Info().StreamLimit, Account.IsFull));

        Account.Ended(first, StreamEnd.Fault, cutShort: false); // It expired: the second must not slip in.
        var turn = TurnAsync(second);
        Assert.False(turn.IsCompleted);
        await OpenAsync(first);
        Assert.False(turn.IsCompleted);

        first.Leave();
        await turn.Soon();
    }

    [Fact]
    public async Task TurnAsync_NoPlaceWhileTheFirstIsBetweenTwoStreams_AsksOnceThatIsBack()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        Account.RefusedBeside();
        Account.Ended(first, StreamEnd.Fault, cutShort: false);
        var turn = TurnAsync(second);
        Assert.False(turn.IsCompleted);

        await OpenAsync(first);

        await turn.Soon();
    }

    [Fact]
    public async Task Succeeded_AmongFiftyRefused_EachBringsTwoMoreAndARefusalEndsIt()
    {
        var first = Seat();
        await OpenAsync(first);
        var seats = Enumerable.Range(0, 49).Select(_ => Seat()).ToArray();
        foreach (var seat in seats)
            await TurnAsync(seat).Soon();
        foreach (var seat in seats)
            Account.Failed(seat, Second);
        Assert.Equal(48, seats.Count(seat => seat.IsStandby));

        // A vendor that does not allow more is asked by one at a time.
        for (var round = 1; round <= 3; round++)
        {
            _time.Advance(FeedKit.Wait(round));
            Account.Failed(await OneAsync(), Second);
            Assert.Equal(48, seats.Count(seat => seat.IsStandby));
        }

        _time.Advance(FeedKit.Wait(4));
        for (int asking = 1, left = 49; left > 0; left -= asking, asking *= 2)
        {
            Assert.Equal(left - Math.Min(asking, left), seats.Count(seat => seat.IsStandby));
            foreach (var seat in seats.Where(seat => seat is { IsStandby: false, HasStream: false }).ToArray())
                await OpenAsync(seat);
        }

        Assert.Equal((50, null), (Account.Info().Streams, Account.Info().StreamLimit));

        async Task<AccountSeat> OneAsync()
        {
            var one = Assert.Single(seats, seat => !seat.IsStandby);
            await TurnAsync(one).Soon();
            return one;
        }
    }

    [Fact]
    public async Task Cut_RefusedWithRetryAfter_LetsNobodyAskSooner()
    {
        var (first, second, third) = (Seat(), Seat(), Seat());
        await OpenAsync(first);
        await TurnAsync(second).Soon();
        await TurnAsync(third).Soon();
        Account.Failed(second, new UpstreamException(UpstreamFailure.Refused, "Refused.", TimeSpan.FromSeconds(40), HttpStatusCode.Conflict));
        Account.Failed(third, Second);

        Account.Cut(third);
        var turn = TurnAsync(third);

        _time.Advance(TimeSpan.FromSeconds(39.9));
        Assert.False(turn.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await turn.Soon();
    }

    [Fact]
    public async Task Failed_RefusedForSomeOtherReason_ProvesNoLimit()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        await TurnAsync(second).Soon();

        var end = Account.Failed(second, new UpstreamException(UpstreamFailure.Forbidden, "Forbidden."));

        Assert.Contains("may allow no more", end.Reason, StringComparison.Ordinal);
        Assert.Null(Account.Info().StreamLimit);
    }

    [Fact]
    public async Task Succeeded_OneMoreStreamThanAllowed_ForgetsTheLimit()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        Account.RefusedBeside();
        Assert.True(Account.IsFull);

        await OpenAsync(second);

        Assert.False(Account.IsFull);
    }

    [Fact]
    public async Task Ended_DisplacedTwice_HasTheLoserWaitUntilThePlaceIsFree()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        await OpenAsync(second);
        Assert.False(Account.Ended(first, Closed, cutShort: true).IsStandby);
        Assert.Null(Account.Info().StreamLimit);

        await OpenAsync(first);
        var end = Account.Ended(second, Closed, cutShort: true);

        Assert.True(end.IsStandby);
        Assert.Contains("only one live stream at a time", end.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1, true), (Account.Info().Streams, Account.Info().StreamLimit, Account.IsFull));
        _time.Advance(FeedKit.Wait(1));
        await TurnAsync(second).Soon();
        Assert.True(Account.Opening(second)!.IsStandby);
        first.Leave();
        Assert.Null(Account.Opening(second));
    }

    [Fact]
    public async Task Ended_DisplacedLongAgo_IsTriedAgainAndBelievedAtOnce()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        await OpenAsync(second);
        Account.Ended(first, Closed, cutShort: true);
        await OpenAsync(first);
        Account.Ended(second, Closed, cutShort: true);

        _time.Advance(StreamPlaces.Belief + TimeSpan.FromSeconds(1));
        Assert.False(Account.IsFull);
        await OpenAsync(second);

        Assert.True(Account.Ended(first, Closed, cutShort: true).IsStandby);
        Assert.True(Account.IsFull);
    }

    [Fact]
    public async Task Ended_CutShortWithNoOtherComing_IsALossLikeAnyOther()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        await OpenAsync(second);
        _time.Advance(StreamPlaces.Together + TimeSpan.FromSeconds(1));

        for (var i = 0; i < 3; i++)
        {
            Assert.False(Account.Ended(first, Closed, cutShort: true).IsStandby);
            await OpenAsync(first);
        }

        Assert.Null(Account.Info().StreamLimit);
    }

    [Fact]
    public async Task Opening_StandbyThatProbes_LeavesTheProbingToAnother()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        await OpenAsync(second);
        Account.Ended(first, Closed, cutShort: true);
        await OpenAsync(first);
        Account.Ended(second, Closed, cutShort: true);
        Account.Ended(first, Closed, cutShort: false);
        Account.Failed(first, Down);
        _time.Advance(FeedKit.Wait(1));
        await TurnAsync(second).Soon();
        var turn = TurnAsync(first);
        Assert.False(turn.IsCompleted);

        Assert.NotNull(Account.Opening(second));

        await turn.Soon();
    }

    [Fact]
    public async Task Leave_OfTheSameAccountByOtherCredentials_GivesThePlaceToOneWhoWaits()
    {
        var renewed = NewAccount();
        var (old, next) = (Seat(), Seat(account: renewed));
        await OpenAsync(old);
        await TurnAsync(next).Soon();
        Assert.True(renewed.Failed(next, Second).IsStandby);
        Account.Ended(old, StreamEnd.Fault, cutShort: false);
        var turn = TurnAsync(next);
        Assert.False(turn.IsCompleted);

        old.Leave();

        await turn.Soon();
    }

    private static Task TurnAsync(AccountSeat seat) => seat.TurnAsync(_ => { }, TestContext.Current.CancellationToken);

    private FeedAccount NewAccount() => new(_tools, _budgets.Of(new FakeConnectionSource().Current!), _places);

    private AccountSeat Seat(bool streams = true, FeedAccount? account = null) => new(account ?? Account, streams, new(_time));

    private async Task OpenAsync(AccountSeat seat)
    {
        await TurnAsync(seat).Soon();
        Assert.Null(Account.Opening(seat));
        Account.Succeeded(seat);
    }
}
