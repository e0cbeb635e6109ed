using Bunit;
using DispatchMap.Core.Feeds;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Components.Feeds;
using DispatchMap.Web.Words;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Feeds;

public sealed class FeedBannerTests : BunitContext
{
    private static readonly DateTimeOffset Noon = FleetKit.Noon;

    [Theory]
    [InlineData(FeedPhase.Seeding)]
    [InlineData(FeedPhase.Connecting)]
    [InlineData(FeedPhase.Live)]
    public void Render_FeedIsWell_IsNotThere(FeedPhase phase) => Assert.Empty(Banner(new(phase, Noon)).FindAll(".banner"));

    [Fact]
    public void Render_Interrupted_SaysHowLongSinceWhenAndWhatNext() => Assert.Equal(
        "Feed interrupted 00:32 Positions as of 11:59:58 Next attempt in 8 s Retry now The server closed the stream. Vehicle states are frozen. Details",
        Text(new(FeedPhase.Interrupted, Noon, Noon, TruthAt: Noon.AddSeconds(-2), NextAttemptAt: Noon.AddSeconds(40), Reason: "The server closed the stream.")));

    [Fact]
    public void Render_AttemptUnderWay_OffersNoRetry() => Assert.Equal(
        "Feed interrupted 00:32 Positions as of 12:00:00 Trying now Vehicle states are frozen. Details",
        Text(new(FeedPhase.Interrupted, Noon, Noon, TruthAt: Noon)));

    [Fact]
    public void Render_AttemptWaitsForTheBudget_SaysSo() => Assert.Equal(
        "Feed interrupted 00:32 Positions as of 12:00:00 Waiting for the request budget Vehicle states are frozen. Details",
        Text(new(FeedPhase.Interrupted, Noon, Noon, TruthAt: Noon, Throttled: true)));

    [Fact]
    public void Render_NeverHadTruth_ClaimsNoTime()
    {
        var text = Text(new(FeedPhase.Interrupted, Noon, Reason: "The server cannot be reached."));

        Assert.Equal("Feed interrupted 00:32 Trying now The server cannot be reached. No positions have arrived yet. Details", text);
    }

    [Fact]
    public void Render_Blocked_NamesTheReasonAndWhoCanHelp() => Assert.Equal(
        "Feed blocked Positions as of 12:00:00 The client id or secret was not accepted. An admin has to change the connection. Details",
        Text(new(FeedPhase.Blocked, Noon, TruthAt: Noon, Reason: "The client id or secret was not accepted.")));

    [Fact]
    public void RetryNow_Clicked_Asks()
    {
        var asked = 0;
        var banner = Render<FeedBanner>(parameters => parameters
            .Add(b => b.Status, new(FeedPhase.Interrupted, Noon, NextAttemptAt: Noon.AddSeconds(40)))
            .Add(b => b.Now, Noon).Add(b => b.Time, UserTime.Utc).Add(b => b.OnRetry, () => asked++));

        banner.Find("button").Click();

        Assert.Equal(1, asked);
    }

    private IRenderedComponent<FeedBanner> Banner(FeedStatus status) => Render<FeedBanner>(parameters => parameters
        .Add(b => b.Status, status).Add(b => b.Now, Noon.AddSeconds(32)).Add(b => b.Time, UserTime.Utc));

    private string Text(FeedStatus status) => Banner(status).Find(".banner").Words();
}
