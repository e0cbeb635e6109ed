using System.Net;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using Xunit;

namespace DispatchMap.Tests.Feeds;

/// <summary>Accounts that are allowed fewer streams than they have feeds.</summary>
public sealed class StreamPlacesTests : FeedAccountKit
{
    private static readonly UpstreamException Second = new(UpstreamFailure.Refused, "Refused.", status: HttpStatusCode.Conflict);
    private static readonly StreamEnd Closed = new("closed (code 4001)", "The vendor closed the stream (code 4001).", Orderly: true);

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
            Time.Advance(FeedKit.Wait(round));
            Account.Failed(await OneAsync(), Second);
            Assert.Equal(48, seats.Count(seat => seat.IsStandby));
        }

        Time.Advance(FeedKit.Wait(4));
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

        Time.Advance(TimeSpan.FromSeconds(39.9));
        Assert.False(turn.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.1));
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
        Time.Advance(FeedKit.Wait(1));
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

        Time.Advance(StreamPlaces.Belief + TimeSpan.FromSeconds(1));
        Assert.False(Account.IsFull);
        await OpenAsync(second);

        Assert.True(Account.Ended(first, Closed, cutShort: true).IsStandby);
        Assert.True(Account.IsFull);
    }

    [Fact]
    public async Task Ended_AsIfDisplacedOnceADay_ProvesNoLimit()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        for (var day = 0; day < 3; day++)
        {
            await OpenAsync(second);
            Assert.False(Account.Ended(first, Closed, cutShort: true).IsStandby);
            await OpenAsync(first);
            Account.Ended(second, StreamEnd.Fault, cutShort: false);
            Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Null(Account.Info().StreamLimit);
    }

    [Fact]
    public async Task Ended_CutShortWithNoOtherComing_IsALossLikeAnyOther()
    {
        var (first, second) = (Seat(), Seat());
        await OpenAsync(first);
        await OpenAsync(second);
        Time.Advance(StreamPlaces.Together + TimeSpan.FromSeconds(1));

        for (var i = 0; i < 3; i++)
        {
            Assert.False(Account.Ended(first, Closed, cutShort: true).IsStandby);
            await OpenAsync(first);
        }

        Assert.Null(Account.Info().StreamLimit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Ended_AllClosedAtOnceWhileSomeOpen_ProvesNoLimit(int opening)
    {
        var seats = Enumerable.Range(0, 10).Select(_ => Seat()).ToArray();
        for (var round = 0; round < 3; round++)
        {
            await OpenAllAsync();
            Time.Advance(StreamPlaces.Together + TimeSpan.FromSeconds(1));
            var others = Enumerable.Range(0, opening).Select(_ => Seat()).ToArray();
            foreach (var other in others)
            {
                await TurnAsync(other).Soon();
                Assert.Null(Account.Opening(other));
            }

            foreach (var seat in seats)
                Account.Ended(seat, Closed, cutShort: true);

            Assert.Null(Account.Info().StreamLimit);
            foreach (var other in others)
                other.Leave();
        }

        await OpenAllAsync();
        Assert.Equal((10, null), (Account.Info().Streams, Account.Info().StreamLimit));

        // One who has seemed to be displaced tries after a moment, and lets in whoever waits behind it.
        async Task OpenAllAsync()
        {
            Time.Advance(FeedKit.Wait(1));
            while (seats.FirstOrDefault(seat => seat is { HasStream: false, IsStandby: false }) is { } next)
                await OpenAsync(next);
        }
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
        Time.Advance(FeedKit.Wait(1));
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
}
