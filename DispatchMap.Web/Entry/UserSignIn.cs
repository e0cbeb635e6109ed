using DispatchMap.Web.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Entry;

/// <summary>The framework's signing in, opened where a password has been looked at already: looking costs time, and time tells.</summary>
internal sealed class UserSignIn(
    UserManager<User> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<User> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<User> confirmation)
    : SignInManager<User>(users, context, claims, options, logger, schemes, confirmation)
{
    /// <summary>Goes on after the right password: in, or to the second factor.</summary>
    public Task<SignInResult> AfterPasswordAsync(User user, bool remember) => SignInOrTwoFactorAsync(user, remember);

    /// <summary>Lets in whoever has given the second factor too.</summary>
    public async Task AfterSecondFactorAsync(User user, bool remember, bool rememberBrowser)
    {
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (rememberBrowser)
            await RememberTwoFactorClientAsync(user);
        await SignInWithClaimsAsync(user, remember, [new("amr", "mfa")]);
    }
}
