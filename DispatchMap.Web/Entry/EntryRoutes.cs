using DispatchMap.Core.Feeds.Memory;
using DispatchMap.Web.Audit;
using DispatchMap.Web.People;
using DispatchMap.Web.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace DispatchMap.Web.Entry;

/// <summary>Coming and going without a page of its own. Both are posts with a token against forgery.</summary>
internal static class EntryRoutes
{
    /// <summary>How a session says that it began with one of the demo's accounts.</summary>
    public const string DemoMethod = "demo";

    public const string DemoPath = "/sign-in/demo";
    public const string PasskeyOptionsPath = "/sign-in/passkey-options";
    public const string SignOutPath = "/sign-out";

    /// <summary>How long the tab that signs out has for going where the answer sends it.</summary>
    private static readonly TimeSpan TabPause = TimeSpan.FromSeconds(1);

    /// <summary>Each takes the form, though nothing in it matters: that is what makes the framework check its token.</summary>
    public static void MapEntry(this WebApplication app)
    {
        app.MapPost(DemoPath, SignInToDemoAsync).AllowAnonymous();
        app.MapPost(SignOutPath, SignOutAsync).AllowAnonymous();
        app.MapPost(PasskeyOptionsPath, OfferPasskeysAsync).AllowAnonymous();
        app.MapPost(AccountPaths.PasskeyOptions, MakePasskeyAsync);
    }

    private static async Task<IResult> SignInToDemoAsync(
        HttpContext context, [FromQuery] Role role, [FromQuery] string? returnUrl, IFormCollection form,
        DemoAccounts demo, FirstUsers first, UserManager<User> users, SignInManager<User> signIn, PasswordEntry entry)
    {
        _ = form;
        if (!demo.AreOpenTo(context))
            return Results.NotFound();
        await first.EnsureAsync(context.RequestAborted);
        var account = DemoAccounts.All.FirstOrDefault(account => account.Role == role);
        if (account.Email is null || await users.FindByEmailAsync(account.Email) is not { Disabled: false, IsDemo: true } user)
            return Results.NotFound();
        await signIn.SignInAsync(user, isPersistent: false, DemoMethod);
        await entry.WelcomeAsync(user, "Demo", context);
        return Results.LocalRedirect(ReturnUrl.Local(returnUrl));
    }

    /// <summary>What the browser needs to ask its user for a passkey; whose, nobody knows yet.</summary>
    private static async Task<IResult> OfferPasskeysAsync(IFormCollection form, SignInManager<User> signIn)
    {
        _ = form;
        return Json(await signIn.MakePasskeyRequestOptionsAsync(null));
    }

    private static async Task<IResult> MakePasskeyAsync(HttpContext context, IFormCollection form, OwnPasskeys passkeys)
    {
        _ = form;
        try
        {
            return Json(await passkeys.OptionsAsync(context));
        }
        catch (NotAllowedException)
        {
            return Results.Forbid();
        }
    }

    private static IResult Json(string text) => Results.Text(text, "application/json");

    private static async Task<IResult> SignOutAsync(
        HttpContext context, IFormCollection form, SignInManager<User> signIn, OpenSessions open, EndedSessions ended, AuditLog audit, TimeProvider time)
    {
        _ = form;
        if (Viewer.From(context.User) is { } viewer)
        {
            await signIn.SignOutAsync();
            // Other tabs of this browser; this one goes to the answer by itself, and should not be sent elsewhere first.
            var session = context.User.SessionId();
            if (session is not null)
                context.Response.OnCompleted(() => Task.Run(() => EndLaterAsync(open, session, time)));
            try
            {
                // Not ended with the request: whoever closes the window means to be out all the more.
                if (session is not null)
                    await ended.AddAsync(viewer.UserId, session, CancellationToken.None);
                await audit.WriteAsync(AuditActor.Of(viewer, AuditActor.AddressOf(context)), AuditAction.SignedOut);
            }
            catch (StoreException)
            {
                // The database has logged it. This browser is out all the same.
            }
        }

        return Results.LocalRedirect(EntryHosting.SignInPath);
    }

    private static async Task EndLaterAsync(OpenSessions open, string session, TimeProvider time)
    {
        await Task.Delay(TabPause, time);
        open.End(session);
    }
}
