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
        services.AddPeople();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditReader>();
        services.AddOptions<SetupOptions>().BindConfiguration(SetupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SetupToken>();
        services.AddSingleton<DemoAccounts>();
        services.AddSingleton<FirstUsers>();
        services.AddHostedService(all => all.GetRequiredService<FirstUsers>());
        services.AddScoped<FirstAdmin>();
        services.AddScoped<PasswordEntry>();
        services.AddScoped<AuthenticatorCodes>();
        services.AddScoped<RecoveryCodes>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<PasskeyEntry>();
        services.AddScoped<OwnAccount>();
        services.AddScoped<OwnTwoFactor>();
        services.AddScoped<OwnPasskeys>();
        services.AddOptions<EntryOptions>().BindConfiguration(EntryOptions.Section).ValidateOnStart();
        services.AddSingleton<TwoFactorRule>();
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.AddScoped<AdminWork>();
        services.AddScoped<PeopleList>();
        services.AddScoped<PeopleChanges>();
        services.AddScoped<Invitations>();
        services.AddScoped<InvitationEntry>();
        services.AddScoped<PasswordReset>();
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
                // It is the e-mail address, which may hold what the framework's own list does not.
                options.User.AllowedUserNameCharacters = "";
                options.Password = new()
                {
                    RequiredLength = PasswordRules.MinLength,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
                // Only the step after the right password counts: nobody locks out whose password he does not know.
                options.Lockout = new() { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10) };
            })
            .AddEntityFrameworkStores<DispatchMapDb>()
            .AddSignInManager<UserSignIn>()
            .AddDefaultTokenProviders()
            .AddPasswordValidator<PasswordRules>()
            .AddClaimsPrincipalFactory<UserClaims>();
        services.AddScoped(all => (UserSignIn)all.GetRequiredService<SignInManager<User>>());
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddPasskeys();
        services.AddStepCookie(IdentityConstants.TwoFactorUserIdScheme, "DispatchMap.Step");
        services.AddStepCookie(IdentityConstants.TwoFactorRememberMeScheme, "DispatchMap.Browser");
        // A remembered browser is asked again as soon as the password or the second factor has changed.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
        services.ConfigureApplicationCookie(options =>
        {
            options.LoginPath = SignInPath;
            options.AccessDeniedPath = "/not-allowed";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = EndedSessions.CookieLasts;
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

    private static void AddPasskeys(this IServiceCollection services) =>
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<EntryOptions>>((passkeys, entry) =>
        {
            passkeys.ServerDomain = string.IsNullOrWhiteSpace(entry.Value.PasskeyDomain) ? null : entry.Value.PasskeyDomain;
            // It stands for two factors, and is found without a name typed.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });

    private static void AddStepCookie(this IServiceCollection services, string scheme, string name) =>
        services.Configure<CookieAuthenticationOptions>(scheme, options =>
        {
            options.CookieManager = new HostCookies();
            options.Cookie.Name = name;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<OpenSessions>();
        services.AddSingleton<UserStamps>();
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<SessionWatch>();
        services.AddHostedService(all => all.GetRequiredService<SessionWatch>());
        services.AddScoped<SessionState>();
        services.AddScoped<AuthenticationStateProvider>(all => all.GetRequiredService<SessionState>());
        services.AddScoped<SessionCircuit>();
        services.AddScoped<CircuitHandler>(circuit => circuit.GetRequiredService<SessionCircuit>());
    }

    private static Task BeginAsync(CookieSigningInContext context)
    {
        // Renewed, as after a change of the password, a session stays the same one, and what it has open stays open.
        var present = context.HttpContext.User;
        var renewed = present.UserId() is { } user && user == context.Principal!.UserId() ? present.SessionId() : null;
        ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new(SessionClaims.Session, renewed ?? Guid.NewGuid().ToString("N")));
        if (renewed is not null)
            context.HttpContext.RequestServices.GetRequiredService<OpenSessions>().Renew(context.Principal);
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var stamps = context.HttpContext.RequestServices.GetRequiredService<UserStamps>();
        if (await stamps.AdmitsAsync(context.Principal!, context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
