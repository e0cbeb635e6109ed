using System.Net;
using DispatchMap.Web.Entry;
using DispatchMap.Web.People;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Doors;

/// <summary>Links that let somebody in, as the one who gets them sees them.</summary>
public sealed class EntryLinkTests : IAsyncLifetime
{
    private const string Gone = "This link is not good any more";
    private const string NewPassword = "quite another password";

    private readonly Premises _premises = new();

    public async ValueTask InitializeAsync() => await _premises.AddEverybodyAsync();

    public ValueTask DisposeAsync() => _premises.DisposeAsync();

    [Fact]
    public async Task Invitation_FilledIn_LetsInAtOnceAndIsUsedUp()
    {
        var path = "/invitation/" + await InviteAsync();
        using var visitor = _premises.Cautious();

        var answer = await visitor.SubmitAsync(path, "invitation", ("Name", "Dan <b>"), ("Password", NewPassword));

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, Path(answer)));
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/ops/feeds")).StatusCode);
        Assert.Contains(Gone, await TextAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/invitation/made-up")]
    [InlineData("/invitation/%3Cscript%3E")]
    [InlineData("/reset/nobody/made-up")]
    [InlineData("/reset/nobody/%2B%2B")]
    public async Task Link_MadeUp_GetsThePlainAnswerAndIsToldToNobody(string path)
    {
        using var visitor = _premises.Cautious();

        var answer = await visitor.OpenAsync(path);

        // The address is the key. Not "no-referrer": with that, browsers would send the form without saying where it comes from.
        Assert.Equal("strict-origin-when-cross-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("no-store", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(Gone, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_FilledIn_ChangesThePasswordOnceAndEndsSessions()
    {
        using var elsewhere = await _premises.EnterAsync("lead");
        var path = await OfferAsync("lead");
        using var visitor = _premises.Cautious();
        Assert.Contains("lead@example.com", await TextAsync(path), StringComparison.Ordinal);

        var refused = await visitor.SubmitAsync(path, "reset", ("Password", "short"));
        Assert.Contains("entry-trouble", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var answer = await visitor.SubmitAsync(path, "reset", ("Password", NewPassword));

        Assert.Contains("Your password is changed", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(Gone, await TextAsync(path), StringComparison.Ordinal);
        Assert.Equal("/", Path(await visitor.SignInAsync("lead@example.com", NewPassword)));
        await Waiting.UntilAsync(async () => (await elsewhere.OpenAsync("/")).StatusCode is not HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reset_OfSomebodyDisabledMeanwhile_IsGoodForNothing()
    {
        var path = await OfferAsync("lead");
        await _premises.Services.GetRequiredService<UserWork>().UseAsync(
            async users =>
            {
                var user = (await users.FindByEmailAsync("lead@example.com"))!;
                user.Disabled = true;
                return await users.UpdateAsync(user);
            },
            TestContext.Current.CancellationToken).Soon();

        Assert.Contains(Gone, await TextAsync(path), StringComparison.Ordinal);
    }

    private static string? Path(HttpResponseMessage answer) => answer.Headers.Location is { } to ? (to.IsAbsoluteUri ? to.AbsolutePath : to.ToString()) : null;

    private async Task<string> TextAsync(string path)
    {
        using var visitor = _premises.Cautious();
        return await (await visitor.OpenAsync(path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> InviteAsync()
    {
        var (answer, token) = await (await AdminAsync<Invitations>()).InviteAsync("dan@example.com", new(Role.OpsLead, null), TestContext.Current.CancellationToken).Soon();
        Assert.Null(answer.Refusal);
        return token!;
    }

    private async Task<string> OfferAsync(string name)
    {
        var user = await FindAsync(name);
        var (answer, token) = await (await AdminAsync<PasswordReset>()).OfferAsync(user.Id, TestContext.Current.CancellationToken).Soon();
        Assert.Null(answer.Refusal);
        return $"/reset/{user.Id}/{token}";
    }

    private async Task<User> FindAsync(string name) =>
        (await _premises.Services.GetRequiredService<UserWork>().UseAsync(users => users.FindByEmailAsync(Premises.EmailOf(name)), TestContext.Current.CancellationToken).Soon())!;

    private async Task<T> AdminAsync<T>()
        where T : notnull => _premises.Services.AsAdmin<T>((await FindAsync("admin")).Id);
}
