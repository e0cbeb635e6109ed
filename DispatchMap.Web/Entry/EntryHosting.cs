using System.Security.Claims;
using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using DispatchMap.Web.Sessions;
using DispatchMap.Web.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Entry;

/// <summary>Who may come in, and how.</summary>
internal static class EntryHosting
{
    /// <summary>Length is what makes a password strong; rules about its letters only make it forgettable.</summary>
    public const int MinPassword = 8;

    public const string SignInPath = "/sign-in";

    public static void AddEntry(this IServiceCollection services)
    {
        services.AddKeys();
        services.AddIdentity();
        services.AddPolicies();
        services.AddSessions();
        services.AddCascadingAuthenticationState();
        services.AddScoped<CurrentViewer>();
        services.AddScoped<ViewerFeeds>();
        services.AddScoped<ViewerGroups>();
        services.AddScoped<ViewerWatch>();
        services.AddSingleton<UserWork>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditReader>();
        services.AddOptions<SetupOptions>().BindConfiguration(SetupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SetupToken>();
        services.AddSingleton<DemoAccounts>();
        services.AddSingleton<FirstUsers>();
        services.AddHostedService(all => all.GetRequiredService<FirstUsers>());
        services.AddScoped<PasswordEntry>();
    }

    private static void AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("DispatchMap");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(all =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new KeyRing(all.GetRequiredService<Database>())));
    }

    private static void AddIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password = new()
                {
                    RequiredLength = MinPassword,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
            })
            .AddEntityFrameworkStores<DispatchMapDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<UserClaims>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(options =>
        {
            options.LoginPath = SignInPath;
            options.AccessDeniedPath = "/not-allowed";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = TimeSpan.FromDays(14);
            options.SlidingExpiration = true;
            options.CookieManager = new HostCookies();
            options.Cookie.Name = "DispatchMap";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Events.OnSigningIn = BeginAsync;
            options.Events.OnValidatePrincipal = ValidateAsync;
        });
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<OpenSessions>();
        services.AddSingleton<UserStamps>();
        services.AddSingleton<SessionWatch>();
        services.AddHostedService(all => all.GetRequiredService<SessionWatch>());
        services.AddScoped<SessionState>();
        services.AddScoped<AuthenticationStateProvider>(all => all.GetRequiredService<SessionState>());
        services.AddScoped<SessionCircuit>();
        services.AddScoped<CircuitHandler>(circuit => circuit.GetRequiredService<SessionCircuit>());
    }

    private static Task BeginAsync(CookieSigningInContext context)
    {
        ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new(SessionClaims.Session, Guid.NewGuid().ToString("N")));
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var stamps = context.HttpContext.RequestServices.GetRequiredService<UserStamps>();
        if (await stamps.HoldsAsync(context.Principal!, context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
