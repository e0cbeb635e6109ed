using System.Collections.Frozen;
using Bunit;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Components.Pages;
using DispatchMap.Web.Desk;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.Maps;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Components.Pages;

/// <summary>The desk of somebody who may see some groups only.</summary>
public sealed class RestrictedDeskTests : BunitContext
{
    private readonly FakeFeedDirectory _directory = new() { Answer = scope => new FakeLease(scope).Report(1, 2) };

    [Fact]
    public void Render_NoGroupInTheLink_AsksForAllOfTheirsAndSaysSo()
    {
        var page = Open("/", [10, 30]);

        Assert.Equal([Scope.OfGroups([10, 30])], _directory.Scopes);
        Assert.Equal("All my groups 2", page.Find("[data-testid=group-filter]").Words());
        page.Find("[data-testid=group-filter]").Click();
        Assert.Equal(["10", "30"], page.WaitForElements("[data-group-id]").Select(group => group.GetAttribute("data-group-id")));
    }

    [Theory]
    [InlineData("/?group=20")]
    [InlineData("/?group=10,20")]
    [InlineData("/?group=10,99")]
    public void Render_ForeignGroupInTheLink_SaysSoAsksForNothingAndOffersTheirs(string link)
    {
        var page = Open(link, [10, 30]);

        Assert.Empty(_directory.Scopes);
        Assert.Contains("Not all of these vehicle groups are open to you", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=feed-health]"));
        Assert.DoesNotContain("West", page.Markup, StringComparison.Ordinal);

        page.Find("[data-testid=my-groups]").Click();

        Assert.Equal([Scope.OfGroups([10, 30])], _directory.Scopes);
        Assert.Empty(page.FindAll("[data-testid=my-groups]"));
    }

    [Fact]
    public void Render_NoGroupIsOpen_SaysWhomToAsk()
    {
        var page = Open("/", []);

        Assert.Empty(_directory.Scopes);
        Assert.Contains("An admin can open some", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=my-groups]"));
    }

    [Fact]
    public void Card_VehicleOfTheirsAndOfAnotherGroup_NamesTheirsOnly()
    {
        var card = Open("/?sel=1", [10]).Find("[data-testid=vehicle-card]").TextContent;

        Assert.Contains("East", card, StringComparison.Ordinal);
        Assert.DoesNotContain("West", card, StringComparison.Ordinal);
    }

    private IRenderedComponent<DeskPage> Open(string link, long[] groups)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule().SetupModule();
        FakeSession.Enter(this, Role.Dispatcher, groups);
        Services.AddSingleton<TimeProvider>(new SignalledTime(FleetKit.Noon));
        Services.AddSingleton<IFeedDirectory>(_directory);
        Services.AddSingleton<IGroupCatalog>(new FakeGroupCatalog
        {
            Groups = new(
                [new(10, "East", 2), new(20, "West", 1), new(30, "South", 0)],
                new Dictionary<long, FrozenSet<long>> { [10] = [1, 2], [20] = [1], [30] = [] }.ToFrozenDictionary()),
        });
        Services.AddSingleton<IUpstreamConnectionSource>(new FakeConnectionSource());
        Services.AddSingleton(new DemoMode(false));
        Services.AddSingleton(new CircuitConnection());
        Services.AddSingleton<PushPace>();
        Services.AddSingleton<PageTimers>();
        Services.AddScoped<UserBrowser>();
        Services.AddScoped<DeskAddress>();
        Services.AddScoped<DeskFeed>();
        Services.AddOptions<BaseMapOptions>();
        Services.GetRequiredService<NavigationManager>().NavigateTo(link);
        return Render<DeskPage>();
    }
}
