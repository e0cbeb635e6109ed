using System.Net;
using DispatchMap.Tests.Storage;
using DispatchMap.Web.People;

namespace DispatchMap.Tests.Web.Entry;

public sealed class SetupTests
{
    private const string Chosen = "seven purple lanterns";

    [Fact]
    public async Task Setup_WithTheConsolesToken_MakesTheFirstAdminAndCloses()
    {
        await using var server = EntryServer.Of();
        var token = await server.Token.SeenAsync();
        using var visitor = server.Visit();

        var wrong = await (await SetUpAsync(visitor, token + "x", "first@example.com")).ReadAsync();
        Assert.Contains("That is not the token on the console.", wrong, StringComparison.Ordinal);
        Assert.Equal(0, await server.UsersAsync(users => Task.FromResult(users.Users.Count())));

        var done = await SetUpAsync(visitor, token, "first@example.com");
        Assert.Equal("/", done.RequestMessage!.RequestUri!.AbsolutePath);
        var user = await server.UsersAsync(users => users.FindByEmailAsync("first@example.com"));
        Assert.Equal(Role.Admin, user!.Role);

        using var second = server.Visit();
        Assert.Contains("has been set up", await (await second.OpenAsync("/setup")).ReadAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(Chosen, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setup_PostedAfterItWasDone_MakesNobody()
    {
        await using var server = EntryServer.Of();
        var token = await server.Token.SeenAsync();
        using var late = server.Visit();
        using var form = await late.FillAsync("/setup", "Token", Fields(token, "late@example.com"));
        using var visitor = server.Visit();
        await SetUpAsync(visitor, token, "first@example.com");

        var answer = await late.PostAsync(new Uri("/setup", UriKind.Relative), form, TestContext.Current.CancellationToken).Soon();

        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null(await server.UsersAsync(users => users.FindByEmailAsync("late@example.com")));
    }

    [Fact]
    public async Task Setup_TwoAtTheSameMoment_MakesOneAdmin()
    {
        await using var server = EntryServer.Of();
        var token = await server.Token.SeenAsync();
        using var one = server.Visit();
        using var other = server.Visit();
        using var ones = await one.FillAsync("/setup", "Token", Fields(token, "one@example.com"));
        using var others = await other.FillAsync("/setup", "Token", Fields(token, "other@example.com"));

        await Task.WhenAll(one.PostAtOnceAsync("/setup", ones, 1), other.PostAtOnceAsync("/setup", others, 1));

        Assert.Equal(1, await server.UsersAsync(users => Task.FromResult(users.Users.Count())));
    }

    [Fact]
    public async Task Setup_DoneByAnotherProcess_IsOverHereToo()
    {
        using var folder = new TempFolder();
        await using var here = EntryServer.On(folder.File());
        await using var there = EntryServer.On(folder.File());
        var token = await here.Token.SeenAsync();
        using var visitor = there.Visit();
        await SetUpAsync(visitor, await there.Token.SeenAsync(), "first@example.com");

        using var late = here.Visit();
        var answer = await (await SetUpAsync(late, token, "late@example.com")).ReadAsync();

        Assert.Contains("has been set up", answer, StringComparison.Ordinal);
        Assert.Null(await here.UsersAsync(users => users.FindByEmailAsync("late@example.com")));
    }

    [Fact]
    public async Task SetupKeys_OnTwoStarts_MakeTheAdminOnce()
    {
        using var folder = new TempFolder();
        var database = folder.File();
        await using (var first = EntryServer.On(database, Keys(EntryServer.Email, Chosen)))
            Assert.True(await SignsInAsync(first, Chosen));
        await using var again = EntryServer.On(database, Keys(EntryServer.Email, "another fine secret"));

        Assert.True(await SignsInAsync(again, Chosen));
        Assert.False(await SignsInAsync(again, "another fine secret"));
        Assert.DoesNotContain(again.Log.Lines, line => line.Contains("another fine secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(EntryServer.Email, "", "DispatchMap:Setup:AdminPassword")]
    [InlineData("", Chosen, "DispatchMap:Setup:AdminEmail")]
    [InlineData("nobody", Chosen, "DispatchMap:Setup:AdminEmail")]
    [InlineData(EntryServer.Email, "short", "DispatchMap:Setup:AdminPassword")]
    [InlineData(EntryServer.Email, "password123", "DispatchMap:Setup:AdminPassword")]
    public void SetupKeys_ThatMakeNoSense_StopTheStartAndNameTheKey(string email, string password, string key)
    {
        var fault = Assert.ThrowsAny<Exception>(() => EntryServer.Of(Keys(email, password)));

        Assert.Contains(key, fault.ToString(), StringComparison.Ordinal);
        if (password.Length > 0)
            Assert.DoesNotContain(password, fault.ToString(), StringComparison.Ordinal);
    }

    private static (string, string)[] Keys(string email, string password) =>
        [("DispatchMap:Setup:AdminEmail", email), ("DispatchMap:Setup:AdminPassword", password)];

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient visitor, string token, string email) =>
        visitor.SubmitAsync("/setup", "Token", Fields(token, email));

    private static (string, string)[] Fields(string token, string email) => [("Token", token), ("Name", "First"), ("Email", email), ("Password", Chosen)];

    private static async Task<bool> SignsInAsync(EntryServer server, string password)
    {
        using var visitor = server.Visit();
        return (await visitor.SignInAsync(EntryServer.Email, password)).RequestMessage!.RequestUri!.AbsolutePath == "/";
    }
}
