using DispatchMap.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace DispatchMap.Web.Entry.OpenId;

/// <summary>Signing in with an OpenID Connect provider, when one is configured.</summary>
internal static class OpenIdHosting
{
    /// <summary>Its name among the ways to sign in; kept with every user who came by it.</summary>
    public const string Scheme = "OpenIdConnect";

    /// <summary>Where the provider sends people back to; to be registered there.</summary>
    public const string CallbackPath = "/sign-in/openid/callback";

    public const string StartPath = "/sign-in/openid";

    private const string FinishPath = "/sign-in/openid/finish";

    public static void AddOpenId(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OpenIdOptions>().BindConfiguration(OpenIdOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<OpenIdEntry>();
        if (string.IsNullOrEmpty(configuration[$"{OpenIdOptions.Section}:{nameof(OpenIdOptions.Authority)}"]))
            return;
        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<OpenIdOptions>>((handler, ours) => Configure(handler, ours.Value));
        // The form that starts it is answered with a redirection there, which the content policy must let pass.
        services.AddOptions<DoorOptions>().PostConfigure<IOptions<OpenIdOptions>>((door, ours) =>
            door.FormTargets.Add(new Uri(ours.Value.Authority).GetLeftPart(UriPartial.Authority)));
    }

    public static void MapOpenId(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<OpenIdOptions>>().Value.IsOn)
            return;
        app.MapPost(StartPath, Start).AllowAnonymous();
        app.MapGet(FinishPath, FinishAsync).AllowAnonymous();
    }

    private static void Configure(OpenIdConnectOptions handler, OpenIdOptions ours)
    {
        handler.SignInScheme = IdentityConstants.ExternalScheme;
        handler.Authority = ours.Authority;
        handler.RequireHttpsMetadata = !ours.AllowInsecureLoopback;
        handler.ClientId = ours.ClientId;
        handler.ClientSecret = ours.ClientSecret?.Reveal();
        handler.ResponseType = OpenIdConnectResponseType.Code;
        handler.ResponseMode = OpenIdConnectResponseMode.Query;
        handler.CallbackPath = CallbackPath;
        handler.MapInboundClaims = false;
        handler.GetClaimsFromUserInfoEndpoint = false;
        handler.SaveTokens = false;
        foreach (var scope in ours.Scopes.Prepend("email"))
            handler.Scope.Add(scope);
        // Lax: the provider's answer is a navigation from another site. Over plain http a browser keeps no SameSite=None cookie.
        handler.CorrelationCookie.SameSite = handler.NonceCookie.SameSite = SameSiteMode.Lax;
        handler.CorrelationCookie.SecurePolicy = handler.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        handler.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect(Back(OpenIdRefusal.NoAnswer));
            return Task.CompletedTask;
        };
    }

    private static IResult Start(IFormCollection form, string? returnUrl)
    {
        // Taken so that the framework checks the form's token.
        _ = form;
        return Results.Challenge(
            new() { RedirectUri = FinishPath + QueryString.Create("returnUrl", ReturnUrl.Local(returnUrl)) }, [Scheme]);
    }

    private static async Task<IResult> FinishAsync(HttpContext context, string? returnUrl, OpenIdEntry entry) =>
        await entry.FinishAsync(context) is { } refusal ? Results.LocalRedirect(Back(refusal)) : Results.LocalRedirect(ReturnUrl.Local(returnUrl));

    private static string Back(OpenIdRefusal refusal) => EntryHosting.SignInPath + QueryString.Create("refused", refusal.ToString());
}
