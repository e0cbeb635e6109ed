using DispatchMap.Core.Feeds;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Core.MyCarTracks.Wire;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Words;

namespace DispatchMap.Tests.Web.Words;

public sealed class FeedWordsTests
{
    private static readonly DateTimeOffset Now = FleetKit.Noon.AddMinutes(8);

    private static readonly Dictionary<long, string> Names = new() { [1] = "Bratislava City", [2] = "Senec East", [3] = "<b>West</b>", [4] = " ", [5] = "North" };

    [Theory]
    [InlineData(FeedPhase.Seeding, "Reading the first positions since 12:00:00.")]
    [InlineData(FeedPhase.Connecting, "Connecting to the stream since 12:00:00, 62 vehicles known already.")]
    [InlineData(FeedPhase.Live, "Live since 12:00, 62 vehicles, 14 events a second.")]
    [InlineData(FeedPhase.Interrupted, "Interrupted since 12:00:00, 62 vehicles stand still as of 12:00:00.")]
    [InlineData(FeedPhase.Blocked, "Blocked since 12:00:00, 62 vehicles stand still as of 12:00:00.")]
    [InlineData(FeedPhase.Stopped, "Stopped at 12:00:00, 62 vehicles known.")]
    public void Sentence_EveryPhase_SaysWhatItIsLike(FeedPhase phase, string sentence) =>
        Assert.Equal(sentence, Sentence(FakeFeedWatch.Feed(FakeFeedWatch.Live with { Phase = phase })));

    [Fact]
    public void Sentence_NeverHadTruth_ClaimsNoTime() => Assert.Equal(
        "Interrupted since 12:00:00, 1 vehicle stands still.",
        Sentence(FakeFeedWatch.Feed(new(FeedPhase.Interrupted, FleetKit.Noon)) with { Vehicles = 1 }));

    [Theory]
    [InlineData(0, "no events in the last minute")]
    [InlineData(0.02, "1 event a minute")]
    [InlineData(0.5, "30 events a minute")]
    [InlineData(0.96, "1 event a second")]
    [InlineData(1234.4, "1\u202f234 events a second")]
    public void Sentence_Rates_ReadNaturally(double rate, string words) => Assert.Equal(
        $"Live since 12:00, 62 vehicles, {words}.", Sentence(FakeFeedWatch.Feed(FakeFeedWatch.Live) with { Rates = new(rate) }));

    [Fact]
    public void Scope_EveryKind_IsNamed()
    {
        Assert.Equal("All vehicles", FeedWords.Scope(Scope.All(), Names));
        Assert.Equal("1 chosen vehicle", FeedWords.Scope(Scope.OfVehicles([7]), Names));
        Assert.Equal("5\u202f000 chosen vehicles", FeedWords.Scope(Scope.OfVehicles([.. Enumerable.Range(1, 5000)]), Names));
        Assert.Equal("Group Senec East", FeedWords.Scope(Scope.OfGroups([2]), Names));
        Assert.Equal("Groups Bratislava City and <b>West</b>", FeedWords.Scope(Scope.OfGroups([3, 1]), Names));
        Assert.Equal("Groups no. 4 and no. 99", FeedWords.Scope(Scope.OfGroups([4, 99]), Names));
        Assert.Equal("Groups Bratislava City, Senec East, <b>West</b> and 2 more", FeedWords.Scope(Scope.OfGroups([1, 2, 3, 4, 5]), Names));
    }

    [Fact]
    public void ScopeDetail_SaysSharedAndInterval()
    {
        Assert.Equal("with vehicles shared with us, at most every 5\u202fs", FeedWords.ScopeDetail(Scope.All()));
        Assert.Equal("without vehicles shared with us, at most every 30\u202fs", FeedWords.ScopeDetail(Scope.All(false, 30)));
    }

    [Theory]
    [InlineData(0, "+0.0\u2009s")]
    [InlineData(-0.01, "+0.0\u2009s")]
    [InlineData(1.24, "+1.2\u2009s")]
    [InlineData(-125, "−2\u2009m\u200905")]
    public void Offset_EitherWay_HasItsSign(double seconds, string words) => Assert.Equal(words, FeedWords.Offset(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(9.96, "10\u2009s")]
    [InlineData(1.84, "1.8\u2009s")]
    [InlineData(64, "1\u2009m\u200904")]
    public void Seconds_ShortAndLong_AreReadable(double seconds, string words) => Assert.Equal(words, FeedWords.Seconds(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Loss_EveryUpstreamFailure_HasWords() => Assert.All(
        Enum.GetNames<UpstreamFailure>(), name => Assert.NotEqual(name, FeedReasons.Loss(name)));

    [Theory]
    [InlineData("closed (code 1006)", "closed by the vendor (code 1006)")]
    [InlineData("closed", "closed by the vendor")]
    [InlineData("silent", "silence")]
    [InlineData("<i>new</i>", "<i>new</i>")]
    public void Loss_OtherReasons_AreSaidPlainly(string reason, string words) => Assert.Equal(words, FeedReasons.Loss(reason));

    [Theory]
    [InlineData("future", "dated in the future")]
    [InlineData(InvalidReason.LatitudeOutOfRange, "latitude out of range")]
    [InlineData("outside the scope", "outside the scope")]
    public void Rejection_Reasons_AreSaidPlainly(string reason, string words) => Assert.Equal(words, FeedReasons.Rejection(reason));

    private static string Sentence(FeedInfo feed) => FeedWords.Sentence(feed, Now, UserTime.Utc);
}
