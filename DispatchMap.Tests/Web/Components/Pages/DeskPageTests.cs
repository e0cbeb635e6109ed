using System.Collections.Frozen;
using Bunit;
using Bunit.TestDoubles;
using DispatchMap.Core.Feeds;
using DispatchMap.Core.Groups;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Components.Fleet;
using DispatchMap.Web.Components.Maps;
using DispatchMap.Web.Components.Pages;
using DispatchMap.Web.Desk;
using DispatchMap.Web.Hosting;
using DispatchMap.Web.Maps;
using DispatchMap.Web.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Pages;

public sealed partial class DeskPageTests : BunitContext
{
    private readonly SignalledTime _time = new(FleetKit.Noon);
    private readonly FakeFeedDirectory _directory = new();
    private readonly FakeGroupCatalog _catalog = new();
    private readonly FakeConnectionSource _upstream = new();
    private readonly List<FakeLease> _leases = [];
    private readonly CircuitConnection _connection = new();
    private readonly ScriptedOptions<StreamDefaults> _stream = new(new());

    public DeskPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        FakeSession.Enter(this);
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton<IFeedDirectory>(_directory);
        Services.AddSingleton<IGroupCatalog>(_catalog);
        Services.AddSingleton<IUpstreamConnectionSource>(_upstream);
        Services.AddSingleton(new DemoMode(true));
        Services.AddSingleton(_connection);
        Services.AddSingleton<PushPace>();
        Services.AddSingleton<PageTimers>();
        Services.AddScoped<UserBrowser>();
        Services.AddScoped<DeskAddress>();
        Services.AddScoped<DeskFeed>();
        Services.AddOptions<BaseMapOptions>();
        Services.AddSingleton<IOptionsMonitor<StreamDefaults>>(_stream);
        JSInterop.SetupModule().SetupModule();
        _directory.Answer = scope =>
        {
            var lease = new FakeLease(scope).Report(1, 2, 3);
            _leases.Add(lease);
            return lease;
        };
    }

    [Fact]
    public void Render_NothingConfigured_LeadsAnAdminToTheSettings()
    {
        _upstream.Current = null;

        var page = Render<DeskPage>();

        Assert.Contains("settings/connection", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_directory.Scopes);
    }

    [Fact]
    public void StreamDefaults_SetAndChanged_AreWhatTheStreamIsAskedFor()
    {
        _stream.CurrentValue = new() { MinIntervalSeconds = 20, IncludeShared = false };
        var page = Render<DeskPage>();

        _stream.Change(new() { MinIntervalSeconds = 30, Fields = StreamFields.Speed });

        page.WaitForAssertion(() => Assert.Equal([Scope.All(false, 20), Scope.All(true, 30, StreamFields.Speed)], _directory.Scopes));
    }

    [Fact]
    public void Render_ConfiguredWhileItIsOpen_ComesAlive()
    {
        var connection = _upstream.Current;
        _upstream.Current = null;
        var page = Render<DeskPage>();

        _upstream.Current = connection;

        page.WaitForAssertion(() => Assert.Equal([Scope.All()], _directory.Scopes), Waiting.Limit);
        Assert.NotNull(page.Find("main.desk"));
    }

    [Fact]
    public async Task Dispose_PageLeft_LetsGoOfTheFeedAndTakesItAgainOnReturn()
    {
        Render<DeskPage>();
        await DisposeComponentsAsync();
        Assert.True(Assert.Single(_leases).Disposed);

        Render<DeskPage>();

        Assert.Equal(2, _leases.Count);
        Assert.False(_leases[1].Disposed);
    }

    [Fact]
    public void Render_FirstTime_LooksAtTheWholeAccount()
    {
        var page = Render<DeskPage>();

        Assert.Equal([Scope.All()], _directory.Scopes);
        Assert.Equal(3, page.FindAll("[data-testid=vehicle-row]").Count);
        Assert.Equal("3", page.Find("[data-testid=chip-live] .n").TextContent);
        Assert.DoesNotContain("canary-secret", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_Clicked_SelectsEverywhereAndInTheAddress()
    {
        var page = Render<DeskPage>();

        await page.Find("[data-vehicle-id='2'][data-testid=vehicle-row]").ClickAsync(new()).Soon();

        Assert.Equal("2", page.Find("[data-testid=vehicle-card]").GetAttribute("data-vehicle-id"));
        Assert.Equal("true", page.Find(".pinned [data-vehicle-id='2']").GetAttribute("aria-selected"));
        Assert.Equal([2], Map(page).Scene.Selected);
        Assert.Equal("?sel=2", Address);
    }

    [Fact]
    public async Task Map_VehicleClickedWithCtrl_AddsItAndShowsItsCard()
    {
        Navigation.NavigateTo("/?sel=1");
        var page = Render<DeskPage>();

        await page.InvokeAsync(() => Map(page).OnVehicleClicked.InvokeAsync(new(3, true)));

        Assert.Equal("3", page.Find("[data-testid=vehicle-card]").GetAttribute("data-vehicle-id"));
        Assert.Equal([3, 1], Map(page).Scene.Selected);
        Assert.Equal("?sel=1,3", Address);
    }

    [Fact]
    public async Task Chip_Pressed_FiltersListAndMap()
    {
        var page = Render<DeskPage>();

        await page.Find("[data-testid=chip-stale]").ClickAsync(new()).Soon();

        Assert.Equal("true", page.Find("[data-testid=chip-stale]").GetAttribute("aria-pressed"));
        Assert.Empty(page.FindAll("[data-testid=vehicle-row]"));
        Assert.Equal(4, Map(page).Scene.Filter.Connections);
        Assert.Equal("?state=stale", Address);
    }

    [Fact]
    public async Task Search_Typed_FindsById()
    {
        var page = Render<DeskPage>();

        await page.Find("[data-testid=search]").InputAsync("vehicle 2").Soon();

        Assert.Equal("2", Assert.Single(page.FindAll("[data-testid=vehicle-row]")).GetAttribute("data-vehicle-id"));
        Assert.Equal("vehicle 2", Map(page).Scene.Filter.Text);
    }

    [Fact]
    public void Render_Link_ReproducesTheScreen()
    {
        Navigation.NavigateTo("/?group=20&state=live&q=vehicle&sel=2&at=48.1,17.1,11");

        var page = Render<DeskPage>();

        Assert.Equal([Scope.OfGroups([20])], _directory.Scopes);
        Assert.Equal("vehicle", page.Find("[data-testid=search]").GetAttribute("value"));
        Assert.Equal("true", page.Find("[data-testid=chip-live]").GetAttribute("aria-pressed"));
        Assert.Equal("2", page.Find("[data-testid=vehicle-card]").GetAttribute("data-vehicle-id"));
        Assert.Equal(new(48.1, 17.1, 11), Map(page).Start);
    }

    [Fact]
    public void Groups_Known_AreNamedOnTheCard()
    {
        _catalog.Groups = new([new(20, "Senec East", 1)], new Dictionary<long, FrozenSet<long>> { [20] = new[] { 2L }.ToFrozenSet() }.ToFrozenDictionary());
        Navigation.NavigateTo("/?sel=2");

        Assert.Contains("Senec East", Render<DeskPage>().Find("[data-testid=vehicle-card]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_ChangeWhileTheDeskIsOpen_AreReadAgain()
    {
        _catalog.Groups = new([new(20, "Senec East", 1)], FrozenDictionary<long, FrozenSet<long>>.Empty);
        var page = Render<DeskPage>();
        Assert.Equal("All groups 1", page.Find("[data-testid=group-filter]").Words());
        _catalog.Groups = new([new(20, "Senec East", 1), new(30, "Senec West", 1)], FrozenDictionary<long, FrozenSet<long>>.Empty);

        await _leases[0].LookedAfterAsync(() => _time.PassAsync(DeskPage.SeedingInterval, DeskPage.GroupsInterval));

        page.WaitForAssertion(() => Assert.Equal("All groups 2", page.Find("[data-testid=group-filter]").Words()), Waiting.Limit);
    }

    [Fact]
    public async Task Tick_FeedInterrupted_FreezesTheScreenAndRetryAsksTheFeed()
    {
        var page = Render<DeskPage>();
        var lease = Assert.Single(_leases);
        lease.Kit.Fleet.Freeze(FleetKit.Noon);
        lease.Status = new(FeedPhase.Interrupted, FleetKit.Noon, FleetKit.Noon, FleetKit.Noon, NextAttemptAt: FleetKit.Noon.AddMinutes(5));

        await TickAsync(page);
        await page.Find("[data-testid=feed-banner] button").ClickAsync(new()).Soon();

        Assert.Equal("interrupted", page.Find("[data-testid=feed-health]").GetAttribute("data-phase"));
        Assert.Contains("frozen", page.Find("main").ClassList);
        Assert.Equal("As of 12:00:00", page.Find(".as-of-chip").Words());
        Assert.Equal(1, lease.Retries);
    }

    [Fact]
    public async Task Tick_ConnectionToTheBrowserLost_RendersNothing()
    {
        var page = Render<DeskPage>();
        await _connection.OnConnectionDownAsync(null!, Xunit.TestContext.Current.CancellationToken);
        var renders = page.RenderCount;

        await _time.PassAsync(DeskPage.SeedingInterval);
        // It does not hold the fleet of the moment for as long as nobody looks.
        Assert.True(SpinWait.SpinUntil(() => List(page).Query!.Shown == 0, Waiting.Limit));
        await page.InvokeAsync(() => { });
        Assert.Equal(renders, page.RenderCount);

        await _connection.OnConnectionUpAsync(null!, Xunit.TestContext.Current.CancellationToken);
        page.WaitForAssertion(() => Assert.Equal(3, List(page).Query!.Shown), Waiting.Limit);
        Assert.True(page.RenderCount > renders);
    }

    [Fact]
    public async Task Render_DirectoryFails_SaysWhyAndOffersAnotherTry()
    {
        _directory.Answer = _ => throw new UpstreamException(UpstreamFailure.Timeout, "No answer in time.");
        var page = Render<DeskPage>();
        Assert.Contains("No answer in time.", page.Find(".banner").TextContent, StringComparison.Ordinal);

        _directory.Answer = scope => new FakeLease(scope).Report(1);
        await page.Find(".banner button").ClickAsync(new()).Soon();

        Assert.Single(page.FindAll("[data-testid=vehicle-row]"));
    }

    [Fact]
    public async Task Dispose_Circuit_LetsTheFeedGo()
    {
        Render<DeskPage>();

        await DisposeComponentsAsync();
        await Services.GetRequiredService<DeskFeed>().DisposeAsync();

        Assert.All(_leases, lease => Assert.True(lease.Disposed));
    }

    private string Address => Services.GetRequiredService<DeskAddress>().Last;

    private BunitNavigationManager Navigation => (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();

    private static LiveMap Map(IRenderedComponent<DeskPage> page) => page.FindComponent<LiveMap>().Instance;

    private static FleetList List(IRenderedComponent<DeskPage> page) => page.FindComponent<FleetList>().Instance;

    private async Task TickAsync(IRenderedComponent<DeskPage> page)
    {
        await _leases[0].LookedAfterAsync(() => _time.PassAsync(DeskPage.SeedingInterval));
        await page.InvokeAsync(() => { });
    }
}
