using System.Net;
using DispatchMap.Tests.Storage;

namespace DispatchMap.Tests.Web.Entry;

public sealed class DemoAccountTests
{
    private const string Button = "data-testid=\"demo-admin\"";

    [Theory]
    [InlineData("127.0.0.1", "localhost", null, true)]
    [InlineData("::1", "[::1]", null, true)]
    [InlineData("127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("10.0.0.7", "localhost", null, false)]
    [InlineData("127.0.0.1", "map.example.com", null, false)]
    [InlineData("127.0.0.1", "localhost.example.com", null, false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-Host", false)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", false)]
    public async Task DemoAccounts_ByWhereTheVisitorIs_AreOfferedAndOpen(string remote, string host, string? header, bool open)
    {
        await using var server = EntryServer.Of(("DispatchMap:Demo", "true"));
        server.Remote = IPAddress.Parse(remote);
        using var visitor = server.CreateClient(new() { BaseAddress = new($"https://{host}") });
        if (header is not null)
            visitor.DefaultRequestHeaders.Add(header, "127.0.0.1");

        Assert.Equal(open, (await (await visitor.OpenAsync("/sign-in")).ReadAsync()).Contains(Button, StringComparison.Ordinal));
        using var form = await visitor.FillAsync("/sign-in", "sign-in");
        var answer = await visitor.PostAsync(new Uri("/sign-in/demo?role=Admin", UriKind.Relative), form, TestContext.Current.CancellationToken).Soon();
        Assert.Equal(open ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task DemoAccounts_FromAnywhereWhenAllowed_AreOpen()
    {
        await using var server = EntryServer.Of(("DispatchMap:Demo", "true"), ("DispatchMap:DemoAccountsFromAnywhere", "true"));
        server.Remote = IPAddress.Parse("10.0.0.7");
        using var visitor = server.Visit();

        Assert.Equal("/", (await visitor.SubmitAsync("/sign-in", "demo?role=Admin")).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task DemoAccounts_WithoutTheDemo_AreNeitherOfferedNorOpenNorAliveAnyMore()
    {
        using var folder = new TempFolder();
        string cookie;
        await using (var demo = EntryServer.On(folder.File(), ("DispatchMap:Demo", "true"), ("DispatchMap:DemoAccountsFromAnywhere", "true")))
        {
            using var visitor = demo.Cautious();
            var inside = await visitor.SubmitAsync("/sign-in", "demo?role=Admin");
            cookie = inside.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("__Host-DispatchMap=", StringComparison.Ordinal)).Split(';')[0];
        }

        await using var server = EntryServer.On(folder.File(), ("DispatchMap:DemoAccountsFromAnywhere", "true"));
        using var back = server.Cautious();
        Assert.DoesNotContain(Button, await (await back.OpenAsync("/sign-in")).ReadAsync(), StringComparison.Ordinal);
        back.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.Redirect, (await back.OpenAsync("/")).StatusCode);
    }

    [Fact]
    public async Task DemoAccounts_OnTheAccountPage_ChangeNothing()
    {
        await using var server = EntryServer.Of(("DispatchMap:Demo", "true"));
        using var visitor = server.Visit();
        await visitor.SubmitAsync("/sign-in", "demo?role=Admin");

        var page = await (await visitor.OpenAsync("/account")).ReadAsync();

        Assert.Contains("nothing about it can be changed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("DisplayName", page, StringComparison.Ordinal);
        Assert.Equal("/account", (await visitor.OpenAsync("/account/two-factor")).RequestMessage!.RequestUri!.AbsolutePath);
    }
}
