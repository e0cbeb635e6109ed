using DispatchMap.Tests.Web.Doors;
using DispatchMap.Web.People;

namespace DispatchMap.Tests.EndToEnd;

/// <summary>Every page there is, in a real browser: it shows itself, and nothing breaks on the way.</summary>
public sealed class EveryPageTests(Chromium chromium)
{
    public static TheoryData<bool> Fleets => [true, false];

    [Theory]
    [MemberData(nameof(Fleets))]
    public async Task Page_Any_ShowsItselfWithoutAFault(bool demo)
    {
        await using var app = demo ? DeskApp.WithDemo() : DeskApp.Unconfigured();
        await using var admin = await DeskPage.OpenAsync(chromium, app.Address);
        await admin.Page.WaitForFunctionAsync("() => location.pathname === '/'");

        foreach (var door in DoorTable.Doors.Where(door => door is { Least: not null, Method: "GET", Example: null } && !IsNoPage(door.Address)))
        {
            await admin.Page.GotoAsync(new Uri(app.Address, door.Address).ToString());
            await admin.Page.Locator("h1, [data-testid=map]").First.WaitForAsync();
            Assert.False(await admin.Page.Locator("#blazor-error-ui").IsVisibleAsync(), door.Address);
        }

        Assert.DoesNotContain(app.Log.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal));
    }

    private static bool IsNoPage(string address) =>
        address.StartsWith("/_", StringComparison.Ordinal) || address.EndsWith("/export", StringComparison.Ordinal);
}
