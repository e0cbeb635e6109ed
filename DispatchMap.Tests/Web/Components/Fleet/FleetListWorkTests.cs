using Bunit;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Components.Fleet;
using DispatchMap.Web.Components.Shared;
using DispatchMap.Web.Desk;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Fleet;

/// <summary>What a second costs the list, in renders.</summary>
public sealed class FleetListWorkTests : BunitContext
{
    private const int Vehicles = 40;

    private readonly FleetKit _kit = new();
    private readonly OneBatch _batch;

    public FleetListWorkTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        _batch = Render<OneBatch>().Instance;
        for (var id = 1; id <= Vehicles; id++)
            _kit.Apply(FleetKit.Report(id, -5, speed: id) with { VehicleName = $"Van {id}" });
    }

    [Fact]
    public async Task Take_AllReported_RendersNothingBecauseTheBrowserKeepsRowsUpToDate()
    {
        var list = Show(new());
        var (renders, rows) = (list.RenderCount, Renders(list));

        for (var id = 1; id <= Vehicles; id++)
            _kit.Apply(FleetKit.Report(id, 1, speed: 100 + id));
        await TakeAsync(list);

        Assert.Equal(rows, Renders(list));
        Assert.Equal(renders, list.RenderCount);
    }

    [Fact]
    public async Task Take_ThreeOfFortyHaveNewDrivers_RendersThoseThreeRows()
    {
        var list = Show(new());
        var rows = Renders(list);

        foreach (var id in new long[] { 1, 16, 36 })
            _kit.Apply(FleetKit.Report(id, 1, speed: 100 + id) with { UserName = $"Driver {id}" });
        await TakeAsync(list);

        Assert.Equal([1, 16, 36], Renders(list).Where(row => row.Value != rows[row.Key]).Select(row => row.Key).Order());
        Assert.Equal("Driver 36", list.Find("[data-vehicle-id='36'] .dr").TextContent);
        Assert.Equal("136", list.Find("[data-vehicle-id='36'] .sp").TextContent);
    }

    [Fact]
    public async Task Take_NewsWhileFrozen_RendersTheRowBecauseTheBrowserLeavesIt()
    {
        var list = Show(new());
        list.Render(parameters => parameters.Add(l => l.AsOf, "12:00"));
        var rows = Renders(list);

        _kit.Apply(FleetKit.Report(5, 1, speed: 77));
        await TakeAsync(list);

        Assert.Equal([5], Renders(list).Where(row => row.Value != rows[row.Key]).Select(row => row.Key));
        Assert.Equal("77", list.Find("[data-vehicle-id='5'] .sp").TextContent);
    }

    [Fact]
    public async Task Take_NothingChanged_RendersNothing()
    {
        var list = Show(new() { Selected = [3] });
        var renders = list.RenderCount;

        await TakeAsync(list);
        _kit.Fleet.Publish(always: true);
        await TakeAsync(list);

        Assert.Equal(renders, list.RenderCount);
    }

    [Fact]
    public async Task Take_PinnedVehicleHasANewDriver_RendersItsRowOnly()
    {
        var list = Show(new() { Selected = [3] });
        var rows = Renders(list);

        _kit.Apply(FleetKit.Report(3, 1, speed: 77) with { UserName = "Jana" });
        await TakeAsync(list);

        Assert.Equal([3], Renders(list).Where(row => row.Value != rows[row.Key]).Select(row => row.Key));
        Assert.Equal("Jana", list.Find(".pinned .dr").TextContent);
    }

    [Fact]
    public async Task Take_AnotherOrder_ShowsItAndRendersNoRow()
    {
        var list = Show(new() { Sort = new(FleetColumn.Speed) });
        var rows = Renders(list);

        _kit.Apply(FleetKit.Report(40, 1, speed: 0.4));
        await TakeAsync(list);

        Assert.Equal("Van 40", list.Find(".rows .nm").TextContent);
        Assert.Equal(rows, Renders(list));
    }

    [Fact]
    public async Task Take_VehiclesComeAndGo_ShowsThoseThatAreThere()
    {
        var list = Show(new());
        _kit.Fleet.BeginRound();
        foreach (var id in new long[] { 2, 5, 41 })
            _kit.Fleet.ApplyEntry(new(id, $"Van {id}"), FleetKit.Noon);
        _kit.Fleet.RemoveMissing(_kit.Fleet.Round);

        await TakeAsync(list);

        Assert.Equal(["Van 2", "Van 5", "Van 41"], list.FindAll(".rows .nm").Select(name => name.TextContent));
        Assert.Equal("3", list.Find(".rows").GetAttribute("aria-rowcount"));
        Assert.Contains("3 of 3 shown", list.Find(".lfoot").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_KeyboardMovesOn_RendersTheTwoRows()
    {
        var list = Show(new(), active: 7);
        var rows = Renders(list);

        list.Render(parameters => parameters.Add(l => l.ActiveId, 8));

        Assert.Equal([7, 8], Renders(list).Where(row => row.Value != rows[row.Key]).Select(row => row.Key).Order());
        Assert.Equal("row-8", list.Find(".is-active").Id);
        Assert.Equal("row-8", list.Find(".rows").GetAttribute("aria-activedescendant"));
    }

    [Fact]
    public void Age_IsWrittenOnceAndSaysFromWhenItCounts()
    {
        var age = Show(new()).Find("[data-vehicle-id='1'] live-age");

        Assert.Equal("4\u2009s", age.TextContent);
        Assert.Equal(FleetKit.Noon.AddSeconds(-4).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), age.GetAttribute("seen"));
    }

    private IRenderedComponent<FleetList> Show(DeskView view, long? active = null)
    {
        _kit.Fleet.Publish();
        var query = new FleetQuery(view.Filter, view.Sort, view.Selected);
        query.LookAt(SharedFleet.Of(_kit.Fleet));
        return Render<FleetList>(parameters => parameters
            .Add(l => l.Query, query).Add(l => l.Total, _kit.Fleet.Count).Add(l => l.View, view).Add(l => l.Now, _kit.Fleet.VendorNow).Add(l => l.ActiveId, active));
    }

    private async Task TakeAsync(IRenderedComponent<FleetList> list)
    {
        _kit.Fleet.Publish();
        await list.InvokeAsync(() =>
        {
            list.Instance.Query!.LookAt(SharedFleet.Of(_kit.Fleet));
            list.Instance.Take(_kit.Fleet.Count, _kit.Fleet.VendorNow, _batch);
            _batch.Render();
        });
    }

    private static Dictionary<long, int> Renders(IRenderedComponent<FleetList> list) =>
        list.FindComponents<FleetRow>().ToDictionary(row => row.Instance.Vehicle.VehicleId, row => row.RenderCount);
}
