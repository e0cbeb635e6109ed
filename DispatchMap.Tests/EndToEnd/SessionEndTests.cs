using System.Text.RegularExpressions;
using DispatchMap.Tests.Web;
using DispatchMap.Web.People;
using DispatchMap.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>What an open page does when its session is over.</summary>
public sealed class SessionEndTests(Chromium chromium)
{
    private const string Email = "dan@example.com";
    private const string Password = "a long enough password";

    private const string Connect = """
        () => new Promise(done => {
          const socket = new WebSocket('/_blazor');
          socket.onopen = () => done('let in');
          socket.onerror = () => done('refused');
        })
        """;

    /// <summary>Asked of the page itself: Playwright's own waits may stand still for a navigation that leads nowhere.</summary>
    private const string Ended = """
        () => new Promise(done => {
          const look = () => document.body.textContent.includes('Your session has ended') && done(true);
          new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
          look();
        })
        """;

    [Theory]
    [InlineData("disable")]
    [InlineData("role")]
    [InlineData("restriction")]
    [InlineData("sign-out")]
    [InlineData("remove")]
    [InlineData("database")]
    public async Task Desk_UserChanged_EndsByItself(string change)
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        var user = await fleet.App.Services.GetRequiredService<UserWork>().AddAsync(Email, Password, Role.Dispatcher);
        await using var desk = await EnterAsync(fleet);
        await using var admin = await DeskPage.OpenAsync(chromium, fleet.App.Address);
        await admin.UntilPhaseAsync("live");

        await ChangeAsync(fleet, user, change);

        await Assertions.Expect(desk.Page.GetByText("Your session has ended")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex("/sign-in[?]ended=true"));
        await desk.Page.GotoAsync(fleet.App.Address.ToString());
        await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex("/sign-in"));
        Assert.Empty(await desk.Page.GetByTestId("vehicle-row").AllAsync().Soon());
        await Assertions.Expect(admin.Row(ScriptedFleet.Van)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Desk_BrowserThatWillNotGo_IsShownNothingAndCannotComeBack()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        var user = await fleet.App.Services.GetRequiredService<UserWork>().AddAsync(Email, Password, Role.Dispatcher);
        await using var desk = await EnterAsync(fleet);
        // An answer without content leaves a browser where it is.
        await desk.Page.RouteAsync("**/sign-in**", route => route.FulfillAsync(new() { Status = 204 }));

        await ChangeAsync(fleet, user, "disable");
        Assert.True(await desk.Page.EvaluateAsync<bool>(Ended).Soon());
        // The words are on the page before they are in here, after all that was sent before them.
        await desk.HasReceivedAsync("Your session has ended");
        var before = CircuitFrames.In(desk.Received).Frames.Count;
        await using (var admin = await DeskPage.OpenAsync(chromium, fleet.App.Address))
        {
            await admin.UntilPhaseAsync("live");
            fleet.Simulator.Fleet.Report(ScriptedFleet.Van, 48.9, 17.9, 30, 45);
            await admin.UntilAsync($"map.vehicle({ScriptedFleet.Van})?.latitude === 48.9");
            Assert.Equal("let in", await admin.Page.EvaluateAsync<string>(Connect).Soon());
        }

        Assert.Equal(before, CircuitFrames.In(desk.Received).Frames.Count);
        Assert.Empty(await desk.Page.GetByTestId("vehicle-row").AllAsync().Soon());
        Assert.Equal("refused", await desk.Page.EvaluateAsync<string>(Connect).Soon());
    }

    [Fact]
    public async Task SignOut_OneTab_EndsTheOtherOfTheSameBrowserAndNoOther()
    {
        await using var fleet = await ScriptedFleet.StartAsync();
        await fleet.App.Services.GetRequiredService<UserWork>().AddAsync(Email, Password, Role.Dispatcher);
        await using var desk = await EnterAsync(fleet);
        await using var elsewhere = await EnterAsync(fleet);
        var tab = await desk.Page.Context.NewPageAsync().Soon();
        tab.SetDefaultTimeout((float)Waiting.Limit.TotalMilliseconds);
        await tab.GotoAsync(fleet.App.Address.ToString());
        await tab.WaitForSelectorAsync("[data-testid=feed-health][data-phase=live]");

        await desk.Page.GetByTestId("user-menu").ClickAsync();
        await desk.Page.GetByTestId("sign-out").ClickAsync();

        await Assertions.Expect(tab.GetByText("Your session has ended")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page).ToHaveURLAsync(new Regex("/sign-in"));
        fleet.Simulator.Fleet.Report(ScriptedFleet.Van, 48.9, 17.9, 30, 45);
        await elsewhere.UntilAsync($"map.vehicle({ScriptedFleet.Van}).latitude === 48.9");
    }

    private static async Task ChangeAsync(ScriptedFleet fleet, User user, string change)
    {
        var stop = TestContext.Current.CancellationToken;
        var services = fleet.App.Services;
        var admin = await services.GetRequiredService<UserWork>().UseAsync(users => users.FindByEmailAsync(DeskApp.AdminEmail), stop).Soon();
        var changes = services.AsAdmin<PeopleChanges>(admin!.Id);
        await (change switch
        {
            "disable" => changes.SetDisabledAsync(user.Id, true, stop),
            "role" => changes.ChangeAccessAsync(user.Id, new(Role.OpsLead, null), stop),
            "restriction" => changes.ChangeAccessAsync(user.Id, new(Role.Dispatcher, [20]), stop),
            "sign-out" => changes.SignOutEverywhereAsync(user.Id, stop),
            "remove" => changes.RemoveAsync(user.Id, stop),
            // As another process would: nobody here is told.
            _ => (Task)services.GetRequiredService<Database>().UseAsync(
                (db, token) => db.Users.Where(other => other.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.SecurityStamp, "another"), token), stop),
        }).Soon();
    }

    private async Task<DeskPage> EnterAsync(ScriptedFleet fleet)
    {
        var desk = await DeskPage.OpenAsync(chromium, fleet.App.Address, signIn: false);
        await desk.SignInAsync(Email, Password);
        await desk.UntilPhaseAsync("live");
        return desk;
    }
}
