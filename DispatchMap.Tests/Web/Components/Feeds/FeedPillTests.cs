using Bunit;
using DispatchMap.Core.Feeds;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Components.Feeds;
using DispatchMap.Web.Components.Shared;
using DispatchMap.Web.Words;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Feeds;

public sealed class FeedPillTests : BunitContext
{
    private static readonly DateTimeOffset Noon = FleetKit.Noon;

    [Fact]
    public void Render_NoFeedYet_IsSeeding() => Expect(null, "seeding", "Loading first positions");

    [Fact]
    public void Render_Seeding_SaysLoading() => Expect(new(FeedPhase.Seeding, Noon), "seeding", "Loading first positions");

    [Fact]
    public void Render_Connecting_SaysSo() => Expect(new(FeedPhase.Connecting, Noon, TruthAt: Noon), "connecting", "Connecting to the stream");

    [Fact]
    public void Render_Live_SaysSinceWhenAndCountsTheLastMessage() => Expect(
        new(FeedPhase.Live, Noon, LastMessageAt: Noon.AddSeconds(30), TruthAt: Noon, LiveSince: Noon.AddHours(-6)),
        "live", "Live since 06:00 last message 2 s");

    [Fact]
    public void Render_MessagesEveryMoment_CountsNothing() => Expect(
        new(FeedPhase.Live, Noon, LastMessageAt: Noon.AddSeconds(31), TruthAt: Noon), "live", "Live last message now");

    [Fact]
    public async Task Take_TimeGoesOn_RendersOnlyWhenTheFeedFallsSilentOrSpeaks()
    {
        var batch = Render<OneBatch>().Instance;
        var pill = Render<FeedPill>(parameters => parameters
            .Add(p => p.Status, new(FeedPhase.Live, Noon, LastMessageAt: Noon, TruthAt: Noon)).Add(p => p.Now, Noon).Add(p => p.VendorNow, Noon.AddSeconds(8)).Add(p => p.Time, UserTime.Utc));
        var renders = new List<int>();
        foreach (var (second, heard) in new[] { (1, 1), (2, 2), (4, 2), (5, 2), (30, 2), (31, 31), (32, 32) })
        {
            await pill.InvokeAsync(() =>
            {
                pill.Instance.Take(new(FeedPhase.Live, Noon, LastMessageAt: Noon.AddSeconds(heard), TruthAt: Noon), Noon.AddSeconds(second), Noon.AddSeconds(second + 8), batch);
                batch.Render();
            });
            renders.Add(pill.RenderCount);
            if (second == 30)
                Assert.Equal(Noon.AddSeconds(2 + 8).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), pill.Find("live-age").GetAttribute("seen"));
        }

        Assert.Equal([1, 1, 2, 2, 2, 3, 3], renders);
    }

    [Fact]
    public void Render_Interrupted_CountsOn() => Expect(
        new(FeedPhase.Interrupted, Noon, LastMessageAt: Noon, TruthAt: Noon), "interrupted", "Interrupted 00:32");

    [Theory]
    [InlineData(FeedPhase.Blocked, "blocked", "Blocked")]
    [InlineData(FeedPhase.Stopped, "stopped", "Stopped")]
    public void Render_NoMoreAttempts_CountsNothing(FeedPhase phase, string name, string text) => Expect(new(phase, Noon), name, text);

    private void Expect(FeedStatus? status, string phase, string text)
    {
        var pill = Render<FeedPill>(parameters => parameters
            .Add(p => p.Status, status).Add(p => p.Now, Noon.AddSeconds(32)).Add(p => p.VendorNow, Noon.AddSeconds(40)).Add(p => p.Time, UserTime.Utc)).Find("[data-testid=feed-health]");

        Assert.Equal(phase, pill.GetAttribute("data-phase"));
        pill.QuerySelector(".sr")!.Remove();
        Assert.Equal(text, pill.Words());
    }
}
