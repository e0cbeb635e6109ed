using System.Globalization;
using System.Security.Claims;
using DispatchMap.Web.Entry;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.People;

/// <summary>What a session says of its user; all of it is covered by the security stamp.</summary>
internal sealed class UserClaims(UserManager<User> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.RemoveClaim(identity.FindFirst(Options.ClaimsIdentity.UserNameClaimType)!);
        identity.AddClaim(new(Options.ClaimsIdentity.UserNameClaimType, user.DisplayName.Length > 0 ? user.DisplayName : user.Email ?? ""));
        identity.AddClaim(new(Options.ClaimsIdentity.RoleClaimType, user.Role.ToString()));
        if (user.TwoFactorEnabled)
            identity.AddClaim(new(TwoFactorRule.Claim, "on"));
        if (user.OnlyGroups is { } groups)
        {
            var values = groups.Length == 0 ? [Viewer.NoGroup] : groups.Select(id => id.ToString(CultureInfo.InvariantCulture));
            identity.AddClaims(values.Select(value => new Claim(Viewer.GroupClaim, value)));
        }

        return identity;
    }
}
