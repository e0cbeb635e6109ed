using System.Net;
using System.Text.RegularExpressions;

namespace DispatchMap.Tests.Web.Entry;

public sealed partial class TwoFactorTests
{
    [Fact]
    public async Task TwoFactor_OnceOn_AsksForACodeAndTakesItOnce()
    {
        await using var server = EntryServer.Ready();
        var (key, _) = await TurnOnAsync(server);
        using var visitor = server.Visit();

        var asked = await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);
        Assert.Equal("/sign-in/code", asked.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("/sign-in", await WhereAsync(visitor, "/"));
        Assert.Contains("not right", await (await CodeAsync(visitor, "000000")).ReadAsync(), StringComparison.Ordinal);
        var code = Authenticator.Code(key, 1);
        Assert.Equal("/", (await CodeAsync(visitor, code)).RequestMessage!.RequestUri!.AbsolutePath);

        using var onlooker = server.Visit();
        await onlooker.SignInAsync(EntryServer.Email, EntryServer.Password);
        Assert.Contains("used before", await (await CodeAsync(onlooker, code)).ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoFactor_RecoveryCode_LetsInOnce()
    {
        await using var server = EntryServer.Ready();
        var (_, codes) = await TurnOnAsync(server);
        Assert.Equal(10, codes.Distinct().Count());
        var kept = await server.UsersAsync(async users =>
            await users.GetAuthenticationTokenAsync((await users.FindByEmailAsync(EntryServer.Email))!, "DispatchMap", "RecoveryCodes"));
        Assert.All(codes, code => Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), kept, StringComparison.Ordinal));

        using var visitor = server.Visit();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);
        Assert.Equal("/", (await RecoverAsync(visitor, codes[3].ToLowerInvariant())).RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("9 recovery codes are left", await (await visitor.OpenAsync("/account")).ReadAsync(), StringComparison.Ordinal);

        using var again = server.Visit();
        await again.SignInAsync(EntryServer.Email, EntryServer.Password);
        Assert.Contains("not right", await (await RecoverAsync(again, codes[3])).ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoFactor_TooManyWrongCodes_StopsEvenTheRightOne()
    {
        await using var server = EntryServer.Ready();
        var (key, codes) = await TurnOnAsync(server);
        using var guesser = server.Visit();
        await guesser.SignInAsync(EntryServer.Email, EntryServer.Password);

        for (var i = 0; i < 4; i++)
            await CodeAsync(guesser, "000000");
        Assert.Contains("Too many", await (await RecoverAsync(guesser, "AAAAA-AAAAA")).ReadAsync(), StringComparison.Ordinal);

        Assert.Contains("Too many", await (await CodeAsync(guesser, Authenticator.Code(key, 1))).ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("Too many", await (await RecoverAsync(guesser, codes[0])).ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoFactor_WrongCodesAtTheSameMoment_AreNoMoreThanOneAfterTheOther()
    {
        await using var server = EntryServer.Ready();
        await TurnOnAsync(server);
        using var guesser = server.Visit();
        await guesser.SignInAsync(EntryServer.Email, EntryServer.Password);
        using var form = await guesser.FillAsync("/sign-in/code", "value=\"code\"", ("Code", "000000"));

        var answers = await guesser.PostAtOnceAsync("/sign-in/code", form, 40);

        Assert.InRange(answers.Count(page => page.Contains("That code is not right", StringComparison.Ordinal)), 1, 5);
        Assert.All(answers, page => Assert.True(page.Contains("That code is not right", StringComparison.Ordinal) || page.Contains("Too many", StringComparison.Ordinal), page));
    }

    [Fact]
    public async Task TwoFactor_WithoutAPasswordBefore_LeadsBackToTheStart()
    {
        await using var server = EntryServer.Ready();
        using var visitor = server.Visit();

        Assert.Equal("/sign-in", await WhereAsync(visitor, "/sign-in/code"));
        // Asking for a passkey uses the same cookie, and is no password.
        using var form = await visitor.FillAsync("/sign-in", "sign-in");
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(new Uri("/sign-in/passkey-options", UriKind.Relative), form, TestContext.Current.CancellationToken).Soon()).StatusCode);
        Assert.Equal("/sign-in", await WhereAsync(visitor, "/sign-in/code"));
    }

    [Fact]
    public async Task TwoFactor_RememberedBrowser_IsAskedAgainAfterAChangeOfThePassword()
    {
        await using var server = EntryServer.Ready();
        var (key, _) = await TurnOnAsync(server);
        using var visitor = server.Visit();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);
        await visitor.SubmitAsync("/sign-in/code", "value=\"code\"", ("Code", Authenticator.Code(key, 1)), ("RememberBrowser", "true"));
        await SignOutAsync(visitor);

        Assert.Equal("/", (await visitor.SignInAsync(EntryServer.Email, EntryServer.Password)).RequestMessage!.RequestUri!.AbsolutePath);
        await visitor.SubmitAsync("/account", "value=\"password\"", ("Present", EntryServer.Password), ("NewPassword", "nine green umbrellas"));
        await SignOutAsync(visitor);
        Assert.Equal("/sign-in/code", (await visitor.SignInAsync(EntryServer.Email, "nine green umbrellas")).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task TwoFactor_TurnedOff_NeedsAProofAndThenAsksNoMore()
    {
        await using var server = EntryServer.Ready();
        var (key, _) = await TurnOnAsync(server);
        using var visitor = server.Visit();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);
        await CodeAsync(visitor, Authenticator.Code(key, 1));

        Assert.Contains("neither your password", await (await visitor.SubmitAsync("/account", "two-factor-off", ("OffProof", "guess"))).ReadAsync(), StringComparison.Ordinal);
        await visitor.SubmitAsync("/account", "two-factor-off", ("OffProof", EntryServer.Password));

        using var next = server.Visit();
        Assert.Equal("/", (await next.SignInAsync(EntryServer.Email, EntryServer.Password)).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task RecoveryCodes_MadeAnew_ReplaceTheOld()
    {
        await using var server = EntryServer.Ready();
        var (key, old) = await TurnOnAsync(server);
        using var visitor = server.Visit();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);
        await CodeAsync(visitor, Authenticator.Code(key, 1));

        var codes = CodesOf(await (await visitor.SubmitAsync("/account/recovery-codes", "recovery-codes", ("Proof", EntryServer.Password))).ReadAsync());

        using var next = server.Visit();
        await next.SignInAsync(EntryServer.Email, EntryServer.Password);
        Assert.Contains("not right", await (await RecoverAsync(next, old[0])).ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("/", (await RecoverAsync(next, codes[0])).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Theory]
    [InlineData("Admins")]
    [InlineData("Everyone")]
    public async Task RequireTwoFactor_OfWhoHasNone_LetsThemSetItUpAndNothingElse(string whom)
    {
        await using var server = EntryServer.Ready(("DispatchMap:Entry:RequireTwoFactor", whom));
        using var visitor = server.Visit();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);

        Assert.Equal("/account/two-factor", await WhereAsync(visitor, "/"));
        Assert.Equal("/account/two-factor", await WhereAsync(visitor, "/ops/feeds"));
        using var nothing = new StringContent("");
        var circuit = await visitor.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), nothing, TestContext.Current.CancellationToken).Soon();
        Assert.Equal(HttpStatusCode.Forbidden, circuit.StatusCode);
        await SetUpAsync(visitor);
        Assert.Equal("/", await WhereAsync(visitor, "/"));
    }

    /// <summary>Turns it on for the admin, in a browser of its own.</summary>
    internal static async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(EntryServer server)
    {
        using var visitor = server.Visit();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);
        return await SetUpAsync(visitor);
    }

    private static async Task<(string Key, IReadOnlyList<string> Codes)> SetUpAsync(HttpClient visitor)
    {
        using var form = await visitor.FillAsync("/account/two-factor", "value=\"two-factor\"", page =>
        {
            var shown = Key().Match(page).Groups[1].Value;
            return [("Code", Authenticator.Code(shown)), ("Proof", EntryServer.Password), ("key", shown)];
        });
        var fields = await form.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var answer = await visitor.PostAsync(new Uri("/account/two-factor", UriKind.Relative), form, TestContext.Current.CancellationToken).Soon();
        return (WebUtility.UrlDecode(fields.Split("key=")[1]), CodesOf(await answer.ReadAsync()));
    }

    private static async Task SignOutAsync(HttpClient visitor)
    {
        using var form = await visitor.FillAsync("/sign-in", "sign-in");
        await visitor.PostAsync(new Uri("/sign-out", UriKind.Relative), form, TestContext.Current.CancellationToken).Soon();
        Assert.Equal("/sign-in", await WhereAsync(visitor, "/"));
    }

    private static string[] CodesOf(string page)
    {
        var codes = Code().Matches(page).Select(match => match.Groups[1].Value).ToArray();
        Assert.True(codes.Length == 10, page);
        return codes;
    }

    private static async Task<string> WhereAsync(HttpClient visitor, string path) => (await visitor.OpenAsync(path)).RequestMessage!.RequestUri!.AbsolutePath;

    private static Task<HttpResponseMessage> CodeAsync(HttpClient visitor, string code) =>
        visitor.SubmitAsync("/sign-in/code", "value=\"code\"", ("Code", code));

    private static Task<HttpResponseMessage> RecoverAsync(HttpClient visitor, string code) =>
        visitor.SubmitAsync("/sign-in/code?recovery=true", "value=\"code\"", ("Code", code));

    [GeneratedRegex("two-factor-key\">([A-Z2-7 ]+)<")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([A-Z0-9-]+)</code></li>")]
    private static partial Regex Code();
}
