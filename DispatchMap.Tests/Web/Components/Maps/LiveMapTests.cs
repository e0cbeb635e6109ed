using System.Collections.Immutable;
using Bunit;
using DispatchMap.Tests.Fleet;
using DispatchMap.Tests.Web.Maps;
using DispatchMap.Web.Browsing;
using DispatchMap.Web.Components.Maps;
using DispatchMap.Web.Desk;
using DispatchMap.Web.Maps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Maps;

public sealed class LiveMapTests : BunitContext
{
    private static readonly MapScene Scene = new("light", "names", true, false, true, new(0, 0, ""), [], null);

    private readonly FakeScript _script = new();
    private readonly SignalledTime _time = new(FleetKit.Noon);
    private readonly StreamedFrames _browser;
    private readonly CircuitConnection _connection = new();

    public LiveMapTests()
    {
        _browser = new(() => Renderer.Dispatcher);
        _script.Answer("create", arguments =>
        {
            _browser.Host = arguments[2]!;
            return _script;
        });
        _script.Answer("read", arguments => _browser.Read((DotNetStreamReference)arguments[0]!));
        Services.AddSingleton<IJSRuntime>(_script);
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton(_connection);
        Services.AddSingleton<PushPace>();
        Services.AddSingleton<PageTimers>();
        Services.AddOptions<BaseMapOptions>();
    }

    [Fact]
    public async Task Render_WithAFeed_CreatesTheMapAndSendsTheFleet()
    {
        var map = Render(new FakeLease().Report(1, 2));
        await _browser.NextAsync();

        Assert.Equal(["import", "create", "read"], _script.Called);
        Assert.Equal(2, _browser.Held.Records.Count);
        Assert.Equal("", map.Find("[data-testid=map]").InnerHtml);
    }

    [Fact]
    public void Render_OtherScene_LeavesTheElementAlone()
    {
        var map = Render(new FakeLease());
        var renders = map.RenderCount;

        map.Render(parameters => parameters.Add(m => m.Scene, Scene with { Theme = "dark" }));

        Assert.Equal(renders, map.RenderCount);
        Assert.Contains("setTheme", _script.Called);
    }

    [Theory]
    [InlineData("setClusters", false)]
    [InlineData("setTails", true)]
    public async Task Render_OtherWayToShowVehicles_IsSaidToTheMap(string function, bool on)
    {
        var map = Render(new FakeLease());

        map.Render(parameters => parameters.Add(m => m.Scene, function == "setTails" ? Scene with { Tails = on } : Scene with { Clusters = on }));

        Assert.Equal(on, (await _script.NextAsync(function))[0]);
    }

    [Fact]
    public async Task Render_ManyScenesWhileTheBrowserIsBusy_OnlyTheLastOneIsSent()
    {
        var map = Render(new FakeLease());
        var busy = _script.Hold("select");
        Select(map, 1);
        for (var id = 2; id <= 100; id++)
            Select(map, id);
        Assert.Equal(1, _script.Called.Count(name => name == "select"));

        _script.Answer("select", _ => null);
        busy.SetResult(null);
        await _script.NextAsync("select");
        var last = await _script.NextAsync("select");

        Assert.Equal(100, Assert.Single((ImmutableArray<long>)last[0]!));
        Assert.Equal(2, _script.Called.Count(name => name == "select"));
    }

    [Fact]
    public async Task Render_ConnectionLostDuringACall_IsSaidAgainWhenItReturns()
    {
        var map = Render(new FakeLease());
        var lost = _script.Hold("setLabels");
        map.Render(parameters => parameters.Add(m => m.Scene, Scene with { Labels = "off" }));
        lost.SetException(new TaskCanceledException());
        await _script.NextAsync("setLabels");

        _script.Answer("setLabels", _ => null);
        await _connection.OnConnectionDownAsync(null!, Xunit.TestContext.Current.CancellationToken);
        await _connection.OnConnectionUpAsync(null!, Xunit.TestContext.Current.CancellationToken);

        Assert.Equal("off", (await _script.NextAsync("setLabels"))[0]);
    }

    [Theory]
    [InlineData("import", 0)]
    [InlineData("create", 1)]
    public async Task Dispose_DuringStart_LetsGoOfWhatTheBrowserMade(string during, int references)
    {
        var answer = _script.Hold(during);
        Render(new FakeLease().Report(1));

        await DisposeComponentsAsync();
        answer.SetResult(_script);
        for (var i = 0; i < references; i++)
            await _script.NextAsync(FakeScript.Release);
        await Renderer.Dispatcher.InvokeAsync(() => { });

        Assert.DoesNotContain("read", _script.Called);
        Assert.Equal(during == "create", _script.Called.Contains("create"));
        Assert.Equal(during == "create", _script.Called.Contains("dispose"));
    }

    [Fact]
    public async Task Dispose_FrameUnanswered_DisposesTheMapAndEndsTheStream()
    {
        _browser.Answers = false;
        var lease = new FakeLease().Report(1);
        Render(lease);
        await _browser.NextAsync();

        await DisposeComponentsAsync();
        lease.Report(2);
        await _browser.Ended.Soon();

        Assert.Contains("dispose", _script.Called);
        Assert.Equal(1, _browser.Frames);
    }

    [Fact]
    public async Task Render_FeedThatGoesOn_SendsTheChangesOnTheSameStream()
    {
        var lease = new FakeLease().Report(1);
        Render(lease);
        await _browser.NextAsync();
        for (var id = 2; id <= 12; id++)
        {
            await _time.PassAsync(PushPace.FrameInterval);
            lease.Report(id);
            await _browser.NextAsync();
        }

        Assert.Equal(12, _browser.Held.Records.Count);
        Assert.Equal(1, _script.Called.Count(name => name == "read"));
    }

    [Fact]
    public async Task Render_FrameLargerThanWhatTheCircuitReadsAtOnce_ArrivesWhole()
    {
        Render(new FakeLease().Report([.. Enumerable.Range(1, 9000).Select(id => (long)id)]));
        for (var chunk = 0; chunk < 3; chunk++)
            await _browser.NextAsync();

        Assert.Equal(9000, _browser.Held.Records.Count);
    }

    [Fact]
    public async Task Render_BrowserThatReadsNoMore_IsGivenAnotherStreamAfterAPause()
    {
        var lease = new FakeLease().Report(1);
        Render(lease);
        await _browser.NextAsync();
        await _browser.LetGoAsync();
        await _time.PassAsync(PushPace.FrameInterval);
        lease.Report(2);

        await _time.PassAsync(FramePump.Pause);
        await _browser.NextAsync();

        Assert.Equal(2, _browser.Held.Records.Count);
        Assert.Equal(2, _script.Called.Count(name => name == "read"));
    }

    [Fact]
    public async Task Dispose_BrowserIsGone_IsQuiet()
    {
        Render(new FakeLease());
        _script.Answer("dispose", _ => throw new JSDisconnectedException("gone"));

        await DisposeComponentsAsync();
    }

    [Fact]
    public async Task OnViewChanged_NotAPlaceOnAMap_IsIgnored()
    {
        var moved = new List<MapPosition>();
        Render(new FakeLease(), parameters => parameters.Add(m => m.OnMoved, moved.Add));
        var host = (await _script.NextAsync("create"))[2]!;

        await ViewChangedAsync(host, double.NaN, 0, 5);
        await ViewChangedAsync(host, 0, 500, 5);
        await ViewChangedAsync(host, 48.1, 17.1, 11);

        Assert.Equal([new(48.1, 17.1, 11)], moved);
    }

    private IRenderedComponent<LiveMap> Render(FakeLease lease, Action<ComponentParameterCollectionBuilder<LiveMap>>? more = null) =>
        Render<LiveMap>(parameters =>
        {
            parameters.Add(m => m.Lease, lease).Add(m => m.Scene, Scene);
            more?.Invoke(parameters);
        });

    private static void Select(IRenderedComponent<LiveMap> map, long id) =>
        map.Render(parameters => parameters.Add(m => m.Scene, Scene with { Selected = [id] }));

    /// <summary>Calls the map's host the way the JavaScript runtime does: by name.</summary>
    private static Task ViewChangedAsync(object host, double latitude, double longitude, double zoom)
    {
        var value = host.GetType().GetProperty("Value")!.GetValue(host)!;
        return (Task)value.GetType().GetMethod("OnViewChanged")!.Invoke(value, [latitude, longitude, zoom])!;
    }
}
