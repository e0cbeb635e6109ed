using Bunit;
using Bunit.TestDoubles;
using DispatchMap.Tests.Fleet;
using DispatchMap.Web.Components.Fleet;
using DispatchMap.Web.Components.Layout;
using DispatchMap.Web.Components.Maps;
using DispatchMap.Web.Components.Pages;
using DispatchMap.Web.Maps;
using DispatchMap.Web.Settings;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Pages;

/// <summary>What a second costs the page, in renders.</summary>
public sealed partial class DeskPageTests
{
    [Fact]
    public async Task Tick_NothingChanged_SendsNothing()
    {
        var page = Render<DeskPage>();
        await TickAsync(page);
        await LookAgainAsync(page);
        var renders = page.RenderCount;

        await LookAgainAsync(page);
        await LookAgainAsync(page);

        Assert.Equal(renders, page.RenderCount);
    }

    [Fact]
    public async Task Tick_OneVehicleOfThreeStopped_RendersNothingBecauseTheBrowserDoes()
    {
        var page = Render<DeskPage>();
        await TickAsync(page);
        await LookAgainAsync(page);
        var (query, whole) = (List(page).Query, page.RenderCount);
        var parts = page.FindComponents<FleetRow>().Cast<IRenderedComponent<IComponent>>()
            .Concat(page.FindComponents<FilterChip>()).Concat(page.FindComponents<HeadCell>()).Append(page.FindComponent<LiveMap>()).ToList();
        var renders = parts.ConvertAll(part => part.RenderCount);
        var bar = page.FindComponent<TopBar>().RenderCount;

        _leases[0].Kit.Apply(FleetKit.Report(2, 3, speed: 0));
        _leases[0].Kit.Fleet.Publish();
        await LookAgainAsync(page);

        Assert.Equal(renders, parts.Select(part => part.RenderCount));
        Assert.Equal((bar, whole), (page.FindComponent<TopBar>().RenderCount, page.RenderCount));
        // The page's own render tree holds its parameters: a new query each time would keep old fleets alive.
        Assert.Same(query, List(page).Query);
    }

    /// <summary>Lets the desk look once more at a feed that has just said something, and waits until it is done with that.</summary>
    private async Task LookAgainAsync(IRenderedComponent<DeskPage> page)
    {
        _leases[0].Status = _leases[0].Status with { LastMessageAt = _time.GetUtcNow() + PushPace.ShortestLook };
        await _leases[0].LookedAfterAsync(() =>
        {
            _time.Advance(PushPace.ShortestLook);
            return Task.CompletedTask;
        });
        await page.InvokeAsync(() => { });
    }
}
