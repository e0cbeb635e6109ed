namespace DispatchMap.Tests.Web.Entry;

public sealed class AccountTests
{
    [Fact]
    public async Task ChangePassword_WithTheRightOne_KeepsThisBrowserAndEndsOthers()
    {
        await using var server = EntryServer.Ready();
        using var here = server.Visit();
        using var there = server.Visit();
        await here.SignInAsync(EntryServer.Email, EntryServer.Password);
        await there.SignInAsync(EntryServer.Email, EntryServer.Password);

        Assert.Contains("present password is not right", await ChangeAsync(here, "guess", "nine green umbrellas"), StringComparison.Ordinal);
        Assert.Contains("guessed", await ChangeAsync(here, EntryServer.Password, "password2026"), StringComparison.Ordinal);
        Assert.Contains("has been changed", await ChangeAsync(here, EntryServer.Password, "nine green umbrellas"), StringComparison.Ordinal);

        Assert.Equal("/", (await here.OpenAsync("/")).RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("/sign-in", (await there.OpenAsync("/")).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task ChangeName_TextThatLooksLikeMarkup_StaysText()
    {
        await using var server = EntryServer.Ready();
        using var visitor = server.Visit();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);

        var page = await (await visitor.SubmitAsync("/account", "value=\"name\"", ("DisplayName", "\"><script>alert(1)</script>"))).ReadAsync();

        Assert.Contains("Your name has been changed.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOutEverywhere_EndsEveryBrowser()
    {
        await using var server = EntryServer.Ready();
        using var here = server.Visit();
        using var there = server.Visit();
        await here.SignInAsync(EntryServer.Email, EntryServer.Password);
        await there.SignInAsync(EntryServer.Email, EntryServer.Password);

        await here.SubmitAsync("/account", "everywhere");

        Assert.Equal("/sign-in", (await here.OpenAsync("/")).RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("/sign-in", (await there.OpenAsync("/")).RequestMessage!.RequestUri!.AbsolutePath);
    }

    private static async Task<string> ChangeAsync(HttpClient visitor, string present, string next) =>
        await (await visitor.SubmitAsync("/account", "value=\"password\"", ("Present", present), ("NewPassword", next))).ReadAsync();
}
