using System.Net;
using System.Text.RegularExpressions;
using DispatchMap.Web.Entry;
using DispatchMap.Web.People;

namespace DispatchMap.Tests.Web.Entry;

public sealed partial class SignInTests
{
    [Fact]
    public async Task SignIn_RefusedForWhateverReason_AnswersTheSameAndHashesOnce()
    {
        await using var server = EntryServer.Ready();
        await AddAsync(server, "disabled@example.com", EntryServer.Password, user => user.Disabled = true);
        await AddAsync(server, "nopassword@example.com", null, _ => { });
        string[] emails = [EntryServer.Email, "unknown@example.com", "disabled@example.com", "nopassword@example.com"];

        var answers = new List<(HttpStatusCode Status, string Page, int Hashed)>();
        foreach (var email in emails)
            answers.Add(await RefusedAsync(server, email, email == "disabled@example.com" ? EntryServer.Password : "not the right one"));

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Equal((HttpStatusCode.OK, 1), (answers[0].Status, answers[0].Hashed));
        Assert.Contains("not right", answers[0].Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithTheRightPassword_HashesOnceToo()
    {
        await using var server = EntryServer.Ready();
        using var visitor = server.Visit();

        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);

        Assert.Equal(1, server.Hasher.Verifications);
    }

    [Theory]
    [InlineData("/?c=48.1,17.1", "/?c=48.1,17.1")]
    [InlineData("/ops/feeds", "/ops/feeds")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/\n/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData(" /ops", "/")]
    [InlineData("ops/feeds", "/")]
    public void ReturnUrl_OnlyOfThisServer_IsKept(string? address, string expected) => Assert.Equal(expected, ReturnUrl.Local(address));

    [Fact]
    public async Task SignIn_WithAForeignReturnUrl_StaysHere()
    {
        await using var server = EntryServer.Ready();
        using var visitor = server.Cautious();

        var answer = await visitor.SubmitAsync(
            "/sign-in?returnUrl=https%3A%2F%2Fevil.example%2F", "sign-in", ("Email", EntryServer.Email), ("Password", EntryServer.Password));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True(answer.Headers.Location is { IsAbsoluteUri: false } or { Host: "localhost" }, answer.Headers.Location?.ToString());
    }

    private static async Task<(HttpStatusCode, string, int)> RefusedAsync(EntryServer server, string email, string password)
    {
        using var visitor = server.Visit();
        var before = server.Hasher.Verifications;
        var answer = await visitor.SignInAsync(email, password);
        var page = Token().Replace(await answer.ReadAsync(), "").Replace(email, "", StringComparison.Ordinal);
        return (answer.StatusCode, page, server.Hasher.Verifications - before);
    }

    private static Task<User> AddAsync(EntryServer server, string email, string? password, Action<User> change) => server.UsersAsync(async users =>
    {
        var user = new User { UserName = email, Email = email, DisplayName = "Somebody" };
        change(user);
        var made = password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(error => error.Description)));
        return user;
    });

    /// <summary>What is random in every answer.</summary>
    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]*\"|<!--Blazor[^>]*-->")]
    private static partial Regex Token();
}
