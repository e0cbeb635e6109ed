using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using DispatchMap.Core.Feeds;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace DispatchMap.Tests.Web;

/// <summary>Somebody who is signed in.</summary>
internal sealed class FakeSession(ClaimsPrincipal who) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(who));

    /// <summary>Feeds as somebody without restriction gets them.</summary>
    public static ViewerFeeds Feeds(IFeedDirectory directory) => new(Viewer(), directory);

    public static CurrentViewer Viewer(Role role = Role.Admin, long[]? groups = null) => new(new FakeSession(Principal(role, groups)));

    public static ClaimsPrincipal Principal(Role role, long[]? groups = null, string id = "user-1") =>
        new(new ClaimsIdentity(Claims(role, groups, id), "test"));

    /// <summary>Signs somebody in to the components of a test.</summary>
    public static BunitAuthorizationContext Enter(BunitContext test, Role role = Role.Admin, long[]? groups = null)
    {
        var authorization = test.AddAuthorization();
        authorization.SetAuthorized("P. Hruška");
        authorization.SetClaims([.. Claims(role, groups, "user-1")]);
        authorization.SetPolicies([.. Enum.GetValues<Role>().Where(other => other <= role).Select(other => other.ToString())]);
        test.Services.AddScoped<CurrentViewer>();
        test.Services.AddScoped<ViewerFeeds>();
        test.Services.AddScoped<ViewerGroups>();
        test.Services.AddScoped<ViewerWatch>();
        return authorization;
    }

    private static IEnumerable<Claim> Claims(Role role, long[]? groups, string id)
    {
        yield return new(ClaimTypes.NameIdentifier, id);
        yield return new(ClaimTypes.Name, "P. Hruška");
        yield return new(ClaimTypes.Role, role.ToString());
        foreach (var group in groups ?? [])
            yield return new(DispatchMap.Web.People.Viewer.GroupClaim, group.ToString(CultureInfo.InvariantCulture));
        if (groups is [])
            yield return new(DispatchMap.Web.People.Viewer.GroupClaim, DispatchMap.Web.People.Viewer.NoGroup);
    }
}
