using Bunit;
using DispatchMap.Core.Fleet;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Components.Fleet;
using DispatchMap.Web.Desk;
using DispatchMap.Web.Maps;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Fleet;

public sealed class FleetListTests : BunitContext
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'&";

    private readonly FleetKit _kit = new();
    private DeskView? _changed;
    private VehicleClick? _picked;

    public FleetListTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void Render_HostileNames_AreText()
    {
        _kit.Fleet.Apply(FleetKit.Report(1) with { VehicleName = Hostile, UserName = Hostile });

        var list = Render(new());

        Assert.Empty(list.FindAll("img"));
        Assert.Equal(Hostile, list.Find(".nm").TextContent);
        Assert.Equal(Hostile, list.Find(".nm").GetAttribute("title"));
        Assert.Equal(Hostile, list.Find(".tr .dr").TextContent);
    }

    [Fact]
    public void Render_VehicleThatIsNotLive_ShowsNoSpeedAsCurrent()
    {
        _kit.Fleet.Apply(FleetKit.Report(1, seconds: -5, speed: 43));
        _kit.Fleet.Apply(FleetKit.Report(2, seconds: -161, speed: 74));

        var list = Render(new());

        Assert.Equal(["43", "–"], list.FindAll(".sp").Select(cell => cell.TextContent));
        Assert.Equal(["4 s", "2 m 40"], list.FindAll(".ag").Select(cell => cell.TextContent.Replace('\u2009', ' ')));
        Assert.Equal("74 km/h then", list.FindAll(".th")[1].TextContent);
    }

    [Fact]
    public void Render_NeverSeen_HasNoAge()
    {
        _kit.Fleet.ApplyEntry(new(9, "Newcomer"), FleetKit.Noon);

        Assert.Equal("never", Render(new()).Find(".ag").TextContent);
    }

    [Fact]
    public void Render_Selected_ArePinnedOnTopAndNotTwice()
    {
        for (var id = 1; id <= 5; id++)
            _kit.Fleet.Apply(FleetKit.Report(id) with { VehicleName = $"Van {id}" });

        var list = Render(new() { Selected = [4, 2] });

        Assert.Equal(["Van 4", "Van 2"], list.FindAll(".pinned .nm").Select(cell => cell.TextContent));
        Assert.Equal(["Van 1", "Van 3", "Van 5"], list.FindAll(".rows .nm").Select(cell => cell.TextContent));
        Assert.Contains("5 of 5 shown", list.Find(".lfoot").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Frozen_SaysOnceWhenTheTruthWas()
    {
        _kit.Fleet.Apply(FleetKit.Report(1));

        var list = Render(new(), asOf: "14:21:38");

        Assert.Equal("speeds and ages as of 14:21:38", list.Find(".as-of").TextContent.Trim());
        Assert.Contains("old", list.Find(".ag").ClassList);
    }

    [Fact]
    public void Render_NothingMatches_OffersToClearTheFilters()
    {
        _kit.Fleet.Apply(FleetKit.Report(1));
        var list = Render(new() { Search = "nobody", Connections = 1, Selected = [] });

        list.Find(".empty button").Click();

        Assert.Equal(("", 0), (_changed!.Search, _changed.Connections));
    }

    [Fact]
    public void Render_EmptyFleet_IsNotTakenForAFilter() =>
        Assert.Contains("No vehicles", Render(new()).Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Render_BeforeTheFirstPositions_IsASkeleton()
    {
        var list = Render<FleetList>(parameters => parameters
            .Add(l => l.Query, null).Add(l => l.Total, 0).Add(l => l.View, new()).Add(l => l.Now, FleetKit.Noon));

        Assert.NotEmpty(list.FindAll(".ghost"));
        Assert.Empty(list.FindAll("[data-testid=vehicle-row]"));
        Assert.Empty(list.FindAll(".empty"));
    }

    [Fact]
    public void Header_Clicked_SortsAndTurns()
    {
        var list = Render(new() { Sort = new(FleetColumn.Age) });
        list.Find("[data-testid=sort-age]").Click();
        Assert.Equal(new(FleetColumn.Age, Descending: true), _changed!.Sort);

        list.Find("[data-testid=sort-speed]").Click();
        Assert.Equal(new(FleetColumn.Speed), _changed.Sort);
        Assert.Equal("ascending", list.FindAll("[role=columnheader]")[3].GetAttribute("aria-sort"));
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void Row_Clicked_Picks(bool ctrl, bool meta, bool additive)
    {
        _kit.Fleet.Apply(FleetKit.Report(7));

        Render(new()).Find("[data-vehicle-id='7']").Click(new() { CtrlKey = ctrl, MetaKey = meta });

        Assert.Equal(new(7, additive), _picked);
    }

    private IRenderedComponent<FleetList> Render(DeskView view, string? asOf = null)
    {
        _kit.Fleet.Publish();
        var query = new FleetQuery(view.Filter, view.Sort, view.Selected);
        query.LookAt(SharedFleet.Of(_kit.Fleet));
        return Render<FleetList>(parameters => parameters
            .Add(l => l.Query, query)
            .Add(l => l.Total, _kit.Fleet.Count).Add(l => l.View, view).Add(l => l.Now, _kit.Fleet.VendorNow).Add(l => l.AsOf, asOf)
            .Add(l => l.OnChange, next => _changed = next).Add(l => l.OnPick, click => _picked = click));
    }
}
