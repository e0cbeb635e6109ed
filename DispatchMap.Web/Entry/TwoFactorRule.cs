using System.Security.Claims;
using DispatchMap.Web.Entry.OpenId;
using DispatchMap.Web.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Entry;

/// <summary>
/// Where the configuration demands two factors of a role, whoever came in with one gets no further than setting up the
/// second: no page, no circuit. Who came by an OpenID Connect provider has given what that demands.
/// </summary>
internal sealed class TwoFactorRule(IOptions<EntryOptions> options)
{
    /// <summary>Says that the user has an authenticator app: the password alone was not enough for this session.</summary>
    public const string Claim = "dispatchmap:two-factor";

    public const string SetUpPath = AccountPaths.TwoFactor;

    /// <summary>Whether the session's user must set the second factor up first.</summary>
    public bool Holds(ClaimsPrincipal session) =>
        Viewer.From(session) is { } viewer
        && Demands(viewer.Role)
        && !session.HasClaim(claim => claim.Type == Claim)
        && session.FindFirstValue(ClaimTypes.AuthenticationMethod) is not (PasskeyEntry.Method or EntryRoutes.DemoMethod or OpenIdHosting.Scheme);

    public bool Demands(Role role) => options.Value.RequireTwoFactor switch
    {
        TwoFactorFor.Everyone => true,
        TwoFactorFor.Admins => role == Role.Admin,
        _ => false,
    };

    /// <summary>Between authorization and the end points.</summary>
    public static void Use(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var rule = context.RequestServices.GetRequiredService<TwoFactorRule>();
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || context.Request.Path.StartsWithSegments(AccountPaths.Root)
            || !rule.Holds(context.User))
        {
            await next(context);
        }
        else if (HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect(SetUpPath);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    });
}
