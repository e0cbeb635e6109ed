using DispatchMap.Simulator;
using DispatchMap.Tests.Web;
using DispatchMap.Web.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>
/// Two users of one program: what reaches the browser of the one who may see one group only, byte for byte, while the other sees
/// everything.
/// </summary>
public sealed class LeakTests(Chromium chromium)
{
    private const string Password = "a long enough password";
    private const long Foreign = 987654321;
    private const long Newcomer = 9;
    private const double ForeignLatitude = 49.123456;
    private const double LeftLatitude = 47.111222;

    [Fact]
    public async Task Restricted_WhateverIsAskedFor_NothingOfAnotherGroupReachesTheBrowser()
    {
        await using var fleet = await ScriptedFleet.StartAsync(Populate);
        await using var mine = await EnterAsync(fleet, "dispatcher@example.com", Role.Dispatcher);
        await mine.UntilAsync($"map.vehicle({ScriptedFleet.Van})");
        await using var all = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await all.UntilAsync($"map.vehicle({Foreign}) && map.vehicle({ScriptedFleet.Van})");

        // Live, with both looking.
        fleet.Simulator.Fleet.Report(Foreign, ForeignLatitude + 0.001, 19.6, 50, 90);
        await all.UntilAsync($"map.vehicle({Foreign}).latitude > {ForeignLatitude.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        fleet.Simulator.Fleet.Report(ScriptedFleet.Van, 48.16, 17.12, 30, 90);
        await mine.UntilAsync($"map.vehicle({ScriptedFleet.Van}).latitude === 48.16");

        // One comes in from the other group, and one leaves for it. What it does there is not for us.
        fleet.Simulator.Fleet.AssignGroups(Newcomer, 10);
        fleet.Simulator.Fleet.Report(Newcomer, 48.5, 17.5, 30, 90);
        await mine.UntilAsync($"map.vehicle({Newcomer})");
        fleet.Simulator.Fleet.AssignGroups(ScriptedFleet.Van, 20);
        fleet.Simulator.Fleet.Report(ScriptedFleet.Van, LeftLatitude, 16.2, 30, 90);
        await all.UntilAsync($"map.vehicle({ScriptedFleet.Van}).latitude < 47.2");
        fleet.Simulator.Fleet.Report(Newcomer, 48.6, 17.6, 30, 90);
        await mine.UntilAsync($"map.vehicle({Newcomer}).latitude === 48.6");

        // Again from the start, searching, and by the filter.
        await mine.Page.ReloadAsync();
        await mine.UntilAsync($"map.vehicle({Newcomer})");
        await mine.Page.GetByTestId("search").FillAsync("canary");
        await Assertions.Expect(mine.Page.GetByTestId("vehicle-row")).ToHaveCountAsync(0);
        await mine.Page.GetByTestId("search").FillAsync("");
        await mine.Page.GetByTestId("group-filter").ClickAsync();
        await Assertions.Expect(mine.Page.Locator("[data-group-id='10']")).ToBeVisibleAsync();
        await Assertions.Expect(mine.Page.GetByTestId("group-filter")).ToContainTextAsync("All my groups");

        var seen = CircuitFrames.In(mine.Received);
        AssertClean(seen);
        Assert.DoesNotContain(Foreign.ToString(System.Globalization.CultureInfo.InvariantCulture), seen.Text, StringComparison.Ordinal);
        Assert.Contains(ScriptedFleet.Van, seen.Texts.Select(text => text.VehicleId));
        Assert.Contains(seen.Positions, at => at.Latitude == 48.16);

        var other = CircuitFrames.In(all.Received);
        Assert.Superset(new HashSet<long> { ScriptedFleet.Van, Foreign }, other.Texts.Select(text => text.VehicleId).ToHashSet());
        Assert.Contains(other.Positions, at => at.Latitude == ForeignLatitude);
        Assert.Contains(other.Positions, at => at.Latitude == LeftLatitude);
        Assert.Contains("Canary Truck", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restricted_LinksToWhatIsNotTheirs_GetWordsOnly()
    {
        await using var fleet = await ScriptedFleet.StartAsync(Populate);
        await using var all = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await all.UntilAsync($"map.vehicle({Foreign})");

        await using var mine = await EnterAsync(fleet, "dispatcher@example.com", Role.Dispatcher, $"/?group=20&sel={Foreign}");
        await mine.Page.WaitForSelectorAsync("[data-testid=my-groups]");
        await Assertions.Expect(mine.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not all of these vehicle groups are open to you");
        await Assertions.Expect(mine.Page.GetByTestId("vehicle-card")).ToContainTextAsync("Not in this feed");

        await mine.Page.GetByTestId("my-groups").ClickAsync();
        await mine.UntilAsync($"map.vehicle({ScriptedFleet.Van})");
        await Assertions.Expect(mine.Page.GetByTestId("vehicle-card")).ToContainTextAsync("Not in this feed");
        await mine.Page.GotoAsync(new Uri(fleet.App.Address, $"/?group=10,20&sel={Foreign}").ToString());
        await mine.Page.WaitForSelectorAsync("[data-testid=my-groups]");
        await Assertions.Expect(mine.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not all of these vehicle groups are open to you");
        await mine.Page.GotoAsync(new Uri(fleet.App.Address, $"/?sel={Foreign}&q=canary").ToString());
        await mine.Page.WaitForSelectorAsync("[data-testid=vehicle-card]");
        await Assertions.Expect(mine.Page.GetByTestId("vehicle-card")).ToContainTextAsync("Not in this feed");

        AssertClean(CircuitFrames.In(mine.Received));
    }

    [Fact]
    public async Task RestrictedLead_PageOfFeeds_KnowsOnlyTheirs()
    {
        await using var fleet = await ScriptedFleet.StartAsync(Populate);
        await using var all = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await all.UntilAsync($"map.vehicle({Foreign})");
        await using var west = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, "/?group=20"));
        await west.UntilAsync($"map.vehicle({Foreign})");

        await using var mine = await EnterAsync(fleet, "lead@example.com", Role.OpsLead, "/ops/feeds");
        await mine.Page.WaitForSelectorAsync("[data-testid=no-feeds]");
        await mine.Page.GetByRole(AriaRole.Link, new() { Name = "Desk" }).ClickAsync();
        await mine.UntilAsync($"map.vehicle({ScriptedFleet.Van})");
        await mine.Page.GetByRole(AriaRole.Link, new() { Name = "Feeds" }).ClickAsync();
        await Assertions.Expect(mine.Page.GetByTestId("feed")).ToHaveCountAsync(1);
        await Assertions.Expect(mine.Page.GetByTestId("feed")).ToContainTextAsync("East");

        var seen = CircuitFrames.In(mine.Received);
        AssertClean(seen);
        Assert.DoesNotContain("Canary", await mine.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Foreign.ToString(System.Globalization.CultureInfo.InvariantCulture), seen.Text, StringComparison.Ordinal);
    }

    private static void Populate(SimulatorServer simulator)
    {
        simulator.Fleet.AddGroup(30, "Canary Depot");
        simulator.Fleet.AddVehicle(Foreign, "Canary Truck", "Canary Driver", groupIds: [20, 30]);
        simulator.Fleet.Report(Foreign, ForeignLatitude, 19.654321, 50, 90);
        simulator.Fleet.AddVehicle(Newcomer, "Van 9", "Eva", groupIds: [20]);
        simulator.Fleet.Report(Newcomer, 48.4, 17.4, 50, 90);
    }

    /// <summary>Neither of the foreign vehicles, nor of one that had left, nor of the groups.</summary>
    private static void AssertClean(CircuitFrames seen)
    {
        Assert.DoesNotContain(seen.Texts, text => text.VehicleId is Foreign or ScriptedFleet.Truck);
        Assert.DoesNotContain(seen.Positions, at => at.Latitude is (> 49 and < 49.2) or (> 47 and < 47.2) or (> 48.19 and < 48.21));
        foreach (var canary in new[] { "Canary", "Truck 8", "Slobodov", "West", "49.123", "49.124", "47.111", "19.654" })
            Assert.DoesNotContain(canary, seen.Text, StringComparison.Ordinal);
    }

    private async Task<DeskPage> EnterAsync(ScriptedFleet fleet, string email, Role role, string path = "/")
    {
        await fleet.App.Services.GetRequiredService<UserWork>().AddAsync(email, Password, role, [10]);
        var desk = await DeskPage.OpenAsync(chromium, new(fleet.App.Address, path), signIn: false);
        await desk.SignInAsync(email, Password);
        return desk;
    }
}
