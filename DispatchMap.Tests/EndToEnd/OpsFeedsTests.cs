using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>The diagnostics page, from the desk and back.</summary>
public sealed class OpsFeedsTests(Chromium chromium)
{
    [Fact]
    public async Task Feeds_VendorGoesDown_PageFollowsTheFeedIntoTheInterruptionAndOut()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, $"/?sel={ScriptedFleet.Van}"));
        await desk.UntilPhaseAsync("live");
        await using var ops = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, "/ops/feeds"));
        var feed = ops.Page.GetByTestId("feed");
        await Assertions.Expect(feed).ToHaveAttributeAsync("data-phase", "live");
        await Assertions.Expect(feed).ToContainTextAsync("2 vehicles");
        await Assertions.Expect(ops.Page.GetByTestId("account")).ToContainTextAsync("127.0.0.1");

        await fleet.Simulator.StopAsync();
        await Assertions.Expect(feed).ToHaveAttributeAsync("data-phase", "interrupted");
        await Assertions.Expect(feed.GetByTestId("feed-trouble")).ToBeVisibleAsync();
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Details" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByTestId("feed")).ToHaveAttributeAsync("data-phase", "interrupted");

        var retry = ops.Page.GetByRole(AriaRole.Button, new() { Name = "Retry now" });
        await Assertions.Expect(retry).ToBeVisibleAsync();
        await fleet.Simulator.StartAsync(TestContext.Current.CancellationToken);
        // The feed may be back by itself before anybody has clicked.
        await retry.EvaluateAllAsync<object?>("buttons => buttons.forEach(button => button.click())").Soon();
        await Assertions.Expect(feed).ToHaveAttributeAsync("data-phase", "live");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Desk" }).ClickAsync();
        await desk.UntilPhaseAsync("live");
        Assert.StartsWith(new Uri(fleet.App.Address, $"/?sel={ScriptedFleet.Van}").ToString(), desk.Page.Url, StringComparison.Ordinal);
        Assert.Empty(ops.Complaints);
    }

    /// <summary>What a link does in the browser before the server hears of it; the map coming to rest just then sent people back.</summary>
    [Fact]
    public async Task Desk_AddressLeftWhileItWritesItsOwn_IsNotCalledBack()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await using var desk = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, "/"));
        await desk.UntilPhaseAsync("live");
        await desk.Row(ScriptedFleet.Van).ClickAsync();
        await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex($"/[?]sel={ScriptedFleet.Van}"));

        await desk.Page.EvaluateAsync("() => history.pushState(history.state, '', '/ops/feeds')");
        await desk.Row(ScriptedFleet.Truck).ClickAsync();
        await Assertions.Expect(desk.Page.GetByTestId("vehicle-card")).ToHaveAttributeAsync("data-vehicle-id", $"{ScriptedFleet.Truck}");

        Assert.Equal("/ops/feeds", new Uri(desk.Page.Url).AbsolutePath);
        Assert.Empty(desk.Complaints);
    }
}
