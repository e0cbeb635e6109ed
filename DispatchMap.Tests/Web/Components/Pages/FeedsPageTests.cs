using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Components.Pages;
using DispatchMap.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Components.Pages;

public sealed class FeedsPageTests : BunitContext
{
    private readonly SignalledTime _time = new(FleetKit.Noon);
    private readonly FakeFeedWatch _watch = new();
    private readonly FakeGroupCatalog _catalog = new();
    private readonly FakeConnectionSource _upstream = new();
    private readonly BunitAuthorizationContext _session;

    public FeedsPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        _session = FakeSession.Enter(this);
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton<IFeedWatch>(_watch);
        Services.AddSingleton<IGroupCatalog>(_catalog);
        Services.AddSingleton<IUpstreamConnectionSource>(_upstream);
        Services.AddSingleton(new DemoMode(false));
        Services.AddSingleton(new CircuitConnection());
        Services.AddScoped<UserBrowser>();
        Services.AddScoped<DeskAddress>();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/ops/feeds");
    }

    [Fact]
    public void Render_NoFeed_SaysWhyAndWhatMakesOne()
    {
        var page = Render<FeedsPage>();

        Assert.Contains("while somebody looks at the desk", page.Find("[data-testid=no-feeds]").TextContent, StringComparison.Ordinal);
        Assert.Equal("vendor.test Upstream 0 Feeds 0 Watching 0 Open streams", Ordered(page.Find("[data-testid=account]")));
    }

    [Fact]
    public void Render_NothingConfigured_LeadsAnAdminToTheSettings()
    {
        _upstream.Current = null;

        Assert.Contains("settings/connection", Render<FeedsPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Upstream_IsItsHostAndNothingSecret()
    {
        _upstream.Current = new(new("https://user:canary-user@vendor.test/rest/canary-path"), new("https://vendor.test/token"), "canary-id", new("canary-secret"));

        var markup = Render<FeedsPage>().Markup;

        Assert.Contains("vendor.test", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LiveFeed_ShowsEveryFigureInWords()
    {
        Show(FakeFeedWatch.Feed(FakeFeedWatch.Live) with
        {
            Counts = new(
                FakeFeedWatch.Some(("position", 840), ("heartbeat", 1007)), FakeFeedWatch.Some(("future", 3), ("older", 5)),
                FakeFeedWatch.Some(("silent", 1)), FakeFeedWatch.Some(("complete", 2), ("failed", 1)), 12),
        });
        _watch.Overview = _watch.Overview with { Account = new(new(287, 300, TimeSpan.FromMinutes(15))) };

        var page = Render<FeedsPage>();

        Assert.Equal(
            "vendor.test Upstream 1 Feeds, all live 3 Watching 1 Open streams 287 Requests left, of 300 in 15 m 0 Requests waiting", Ordered(page.Find("[data-testid=account]")));
        Assert.Equal("Live since 12:00, 62 vehicles, 14 events a second.", page.Find(".fd-say").TextContent.Trim());
        Assert.Equal(
            ["3 Watching", "62 Vehicles", "14 Events/s", "0 s Last message", "1.8 s Lag, median", "1 m 04 Lag, p95", "−0.3 s Vendor clock", "1 Open streams", "12 Rotations"],
            page.FindAll(".fd-fig").Select(Ordered));
        Assert.Equal(
            ["Reconnects 1 silence 1", "Left out 8 dated in the future 3 older than known 5", "Readings of all positions 3 complete 2 failed 1", "Messages 1 847 heartbeats 1 007 positions 840"],
            page.FindAll(".fd-list").Select(list => list.Words()));
        Assert.Empty(page.FindAll("[data-testid=feed-trouble]"));
    }

    [Theory]
    [InlineData(FeedPhase.Seeding, "Loading")]
    [InlineData(FeedPhase.Connecting, "Connecting")]
    [InlineData(FeedPhase.Live, "Live")]
    [InlineData(FeedPhase.Interrupted, "Interrupted")]
    [InlineData(FeedPhase.Blocked, "Blocked")]
    [InlineData(FeedPhase.Stopped, "Stopped")]
    public void Render_EveryPhase_IsNamed(FeedPhase phase, string name)
    {
        Show(FakeFeedWatch.Feed(new(phase, FleetKit.Noon)));

        var page = Render<FeedsPage>();

        Assert.Equal(name, page.Find(".fd .pill b").TextContent);
        Assert.Equal(phase.ToString().ToLowerInvariant(), page.Find("[data-testid=feed]").GetAttribute("data-phase"));
    }

    [Fact]
    public void Render_Interrupted_SaysWhyAndRetriesThatFeedOnly()
    {
        var scope = Scope.OfVehicles([7]);
        Show(
            FakeFeedWatch.Feed(FakeFeedWatch.Live),
            FakeFeedWatch.Feed(new(FeedPhase.Interrupted, FleetKit.Noon, NextAttemptAt: FleetKit.Noon.AddSeconds(8), Reason: "The server cannot be reached."), scope, 2));
        var page = Render<FeedsPage>();

        var trouble = page.Find("[data-testid=feed-trouble]");
        Assert.Equal("The server cannot be reached. Next attempt in 8 s Retry now", trouble.Words());
        Assert.Equal("interrupted", page.FindAll("[data-testid=feed]")[0].GetAttribute("data-phase"));
        Assert.Equal("1 feed interrupted or blocked", page.Find("[role=status]").TextContent);

        page.Find("[data-testid=feed-trouble] button").Click();

        Assert.Equal([scope], _watch.Retried);
    }

    [Fact]
    public void Retry_SessionOverMeanwhile_DoesNothingAndThePageStaysWhole()
    {
        Show(FakeFeedWatch.Feed(new(FeedPhase.Interrupted, FleetKit.Noon, NextAttemptAt: FleetKit.Noon.AddSeconds(8), Reason: "Out of order.")));
        var page = Render<FeedsPage>();
        _session.SetNotAuthorized();

        page.Find("[data-testid=feed-trouble] button").Click();

        Assert.Empty(_watch.Retried);
        Assert.NotEmpty(page.FindAll("[data-testid=feed]"));
    }

    [Fact]
    public void Render_AttemptUnderWay_OffersNoRetry()
    {
        Show(FakeFeedWatch.Feed(new(FeedPhase.Interrupted, FleetKit.Noon, Reason: "Nothing was heard for 65 s.")));

        Assert.Equal("Nothing was heard for 65 s. Trying now", Render<FeedsPage>().Find("[data-testid=feed-trouble]").Words());
    }

    [Fact]
    public void Render_Blocked_SaysWhoCanHelp()
    {
        Show(FakeFeedWatch.Feed(new(FeedPhase.Blocked, FleetKit.Noon, NextAttemptAt: FleetKit.Noon.AddMinutes(5), Reason: "The client id or secret was not accepted.")));

        Assert.Equal(
            "The client id or secret was not accepted. An admin has to change the connection. Next attempt in 5 m 00 Retry now",
            Render<FeedsPage>().Find("[data-testid=feed-trouble]").Words());
    }

    [Fact]
    public void Render_AccountInTrouble_SaysWhatAllFeedsWaitForAndHowManyRequestsDo()
    {
        _watch.Overview = new([], new(new(0, 300, TimeSpan.FromMinutes(15)), 7, "Too many requests.", NextAttemptAt: FleetKit.Noon.AddSeconds(40)));

        var page = Render<FeedsPage>();

        Assert.Equal("Too many requests. All feeds wait for this. Next attempt in 40 s", page.Find("[data-testid=account-trouble]").Words());
        Assert.EndsWith("7 Requests waiting", Ordered(page.Find("[data-testid=account]")), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=connection-change]"));
    }

    [Fact]
    public void Render_AccountBlocked_SaysWhoCanHelp()
    {
        _watch.Overview = new([], new(null, Trouble: "Wrong secret.", Blocked: true));

        Assert.Equal(
            "Wrong secret. All feeds wait for this. An admin has to change the connection. Trying now",
            Render<FeedsPage>().Find("[data-testid=account-trouble]").Words());
    }

    [Fact]
    public void Render_NewConnectionFails_SaysWhyAndThatTheOldOneIsKept()
    {
        _watch.Overview = new([], null, new("old.test", "vendor.test", 2, "Wrong secret.", NeedsAdmin: true, FleetKit.Noon.AddMinutes(5)));

        var page = Render<FeedsPage>();

        Assert.Equal(
            "The new connection does not work yet: Wrong secret. Until then 2 feeds keep the old one, old.test. An admin has to change it, or go back. Next attempt in 5 m 00",
            page.Find("[data-testid=connection-change]").Words());
        Assert.StartsWith("old.test Upstream", Ordered(page.Find("[data-testid=account]")), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NewConnectionOnItsWay_SaysSoCalmly()
    {
        _watch.Overview = new([], null, new("vendor.test", "vendor.test", 1, null, NeedsAdmin: false, null));

        Assert.Equal(
            "Moving to the new connection. Until then 1 feed keeps the old one.", Render<FeedsPage>().Find("[data-testid=connection-change]").Words());
    }

    [Fact]
    public void Render_NobodyWatches_SaysThatItEnds()
    {
        Show(FakeFeedWatch.Feed(FakeFeedWatch.Live) with { Leases = 0 });

        Assert.Contains("Nobody watches; it ends soon.", Render<FeedsPage>().Find(".fd-say").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileNamesAndReasons_AreText()
    {
        const string Hostile = "<img src=x onerror=alert(1)>\"'&";
        _catalog.Groups = new([new(20, Hostile, null), new(20, "twice", null)], VehicleGroups.None.Members);
        Show(FakeFeedWatch.Feed(new(FeedPhase.Interrupted, FleetKit.Noon, Reason: Hostile), Scope.OfGroups([20])) with
        {
            Counts = new(FakeFeedWatch.Some(), FakeFeedWatch.Some((Hostile, 1)), FakeFeedWatch.Some((Hostile, 1)), FakeFeedWatch.Some((Hostile, 1)), 0),
        });

        var page = Render<FeedsPage>();

        Assert.Equal("Group " + Hostile, page.Find(".fd h2").TextContent);
        Assert.Contains(Hostile, page.Find("[data-testid=feed-trouble]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public void Render_GroupsCannotBeRead_ShowsTheirNumbers()
    {
        _catalog.Failure = new UpstreamException(UpstreamFailure.Unreachable, "The server cannot be reached.");
        Show(FakeFeedWatch.Feed(FakeFeedWatch.Live, Scope.OfGroups([20])));

        Assert.Equal("Group no. 20", Render<FeedsPage>().Find(".fd h2").TextContent);
    }

    [Fact]
    public async Task Tick_EverySecond_LooksAgainAndDrawsTheGroupNamesThatHaveComeSince()
    {
        Show(FakeFeedWatch.Feed(FakeFeedWatch.Live));
        var page = Render<FeedsPage>();
        _catalog.Groups = new([new(20, "Senec East", null)], VehicleGroups.None.Members);
        Show(FakeFeedWatch.Feed(FakeFeedWatch.Live) with { Vehicles = 63 }, FakeFeedWatch.Feed(FakeFeedWatch.Live, Scope.OfGroups([20]), 2));

        await _time.PassAsync(FeedsPage.RefreshInterval);

        page.WaitForAssertion(() =>
        {
            Assert.Equal(["All vehicles", "Group Senec East"], page.FindAll(".fd h2").Select(title => title.TextContent));
            Assert.Contains("63 vehicles", page.Find(".fd-say").TextContent, StringComparison.Ordinal);
            Assert.Equal("1 s Last message", Ordered(page.FindAll(".fd-fig")[3]));
        }, Waiting.Limit);
    }

    [Fact]
    public async Task Dispose_PageLeft_LooksNoMore()
    {
        Show(FakeFeedWatch.Feed(FakeFeedWatch.Live));
        Render<FeedsPage>();
        await DisposeComponentsAsync();
        var page = Render<FeedsPage>();
        var looks = _watch.Looks;

        _time.Advance(FeedsPage.RefreshInterval);

        // One look of the page that is there; the timer of the one before would have come first.
        page.WaitForAssertion(() => Assert.Contains("1 s", page.Find(".fd-fig:nth-child(4)").TextContent.Replace('\u2009', ' '), StringComparison.Ordinal), Waiting.Limit);
        Assert.Equal(looks + 1, _watch.Looks);
    }

    [Fact]
    public void Nav_OnThisPage_MarksItAndLeadsBackToTheDesk()
    {
        var links = Render<FeedsPage>().FindAll(".nav a");

        Assert.Equal([null, "page", null], links.Select(link => link.GetAttribute("aria-current")));
        Assert.Equal(["Desk", "Feeds", "Settings"], links.Select(link => link.TextContent));
    }

    private void Show(params FeedInfo[] feeds) => _watch.Overview = _watch.Overview with { Feeds = feeds };

    /// <summary>Figures as they are seen: the value above its label.</summary>
    private static string Ordered(IElement element) => string.Join(
        ' ', element.QuerySelectorAll("dt").Select(label => $"{label.NextElementSibling!.Words()} {label.Words()}"));
}
