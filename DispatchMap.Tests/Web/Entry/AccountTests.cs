using System.Net;

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
    public async Task ChangePassword_GuessesAtTheSameMoment_AreNoMoreThanOneAfterTheOther()
    {
        await using var server = EntryServer.Ready();
        using var visitor = server.Visit();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);
        using var form = await visitor.FillAsync("/account", "value=\"password\"", ("Present", "guess"), ("NewPassword", "nine green umbrellas"));

        var answers = await visitor.PostAtOnceAsync("/account", form, 40);

        Assert.InRange(answers.Count(page => page.Contains("present password is not right", StringComparison.Ordinal)), 1, 5);
    }

    [Fact]
    public async Task SignOut_CopyOfTheCookie_IsOfNoUseAndAnotherBrowserStaysIn()
    {
        await using var server = EntryServer.Ready();
        using var visitor = server.Cautious();
        using var elsewhere = server.Visit();
        await elsewhere.SignInAsync(EntryServer.Email, EntryServer.Password);
        var cookies = (await visitor.SignInAsync(EntryServer.Email, EntryServer.Password)).Headers.GetValues("Set-Cookie");
        var copy = cookies.Single(cookie => cookie.StartsWith("__Host-DispatchMap=", StringComparison.Ordinal)).Split(';')[0];
        using var thief = server.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = new("https://localhost") });
        thief.DefaultRequestHeaders.Add("Cookie", copy);
        Assert.Equal(HttpStatusCode.OK, (await thief.OpenAsync("/")).StatusCode);

        using var form = await visitor.FillAsync("/sign-in", "sign-in");
        await visitor.PostAsync(new Uri("/sign-out", UriKind.Relative), form, TestContext.Current.CancellationToken).Soon();

        Assert.Equal(HttpStatusCode.Redirect, (await thief.OpenAsync("/")).StatusCode);
        Assert.Equal("/", (await elsewhere.OpenAsync("/")).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("Anna\u202Eadmin")]
    public async Task ChangeName_ThatLooksLikeAnother_IsRefused(string name)
    {
        await using var server = EntryServer.Ready();
        using var visitor = server.Visit();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);

        var page = await (await visitor.SubmitAsync("/account", "value=\"name\"", ("DisplayName", name))).ReadAsync();

        Assert.Contains("all of them visible", page, StringComparison.Ordinal);
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
