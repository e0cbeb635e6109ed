using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web.Entry;

public sealed class EntryCookieTests
{
    [Fact]
    public async Task Cookies_OverHttps_AreBoundToTheHostAndClosedToScripts()
    {
        await using var server = EntryServer.Ready();
        using var visitor = server.Cautious();

        var answer = await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), line => line.StartsWith("__Host-DispatchMap=", StringComparison.Ordinal));
        Assert.Contains("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Cookies_OfTheStepAfterThePassword_AreBoundToTheHostAndStrict()
    {
        await using var server = EntryServer.Ready();
        await TwoFactorTests.TurnOnAsync(server);
        using var visitor = server.Cautious();

        var answer = await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), line => line.StartsWith("__Host-DispatchMap.Step=", StringComparison.Ordinal));
        Assert.Contains("; path=/; secure; samesite=strict; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(answer.Headers.GetValues("Set-Cookie"), line => line.StartsWith("__Host-DispatchMap=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Posts_WithoutATokenAgainstForgery_AreRefused()
    {
        await using var server = EntryServer.Ready(("DispatchMap:Demo", "true"));
        using var visitor = server.Cautious();
        await visitor.SignInAsync(EntryServer.Email, EntryServer.Password);
        var posts = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is ["POST"] && !route.RoutePattern.RawText!.Contains("_blazor", StringComparison.Ordinal))
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'))
            .Concat(["/sign-in", "/sign-in/code", "/setup", "/account", "/account/two-factor", "/account/recovery-codes"])
            .Distinct().ToArray();
        Assert.Contains("/sign-out", posts);
        Assert.Contains("/account/passkey-options", posts);

        foreach (var path in posts)
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "sign-in"), KeyValuePair.Create("role", "Admin")]);
            var answer = await visitor.PostAsync(new Uri(path + "?role=Admin", UriKind.Relative), form, TestContext.Current.CancellationToken).Soon();
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
        }
    }
}
