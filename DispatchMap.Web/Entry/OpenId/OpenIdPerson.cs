using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using DispatchMap.Web.People;

namespace DispatchMap.Web.Entry.OpenId;

/// <summary>What a provider says of somebody, as far as it matters here.</summary>
/// <param name="Issuer">Who says it: another provider's subjects are other people.</param>
/// <param name="Role">The highest role that their claims make; null when they make none.</param>
/// <param name="OnlyGroups">As <see cref="User.OnlyGroups"/>.</param>
/// <param name="SaysGroups">Whether the provider is in charge of groups at all.</param>
internal sealed record OpenIdPerson(
    string Issuer, string Subject, string? Email, bool EmailVerified, string Name, Role? Role, bool SaysGroups, ImmutableArray<long>? OnlyGroups)
{
    /// <summary>What somebody is known by for good: neither name nor address, which others may have later.</summary>
    public string Login => $"{Issuer} {Subject}";

    /// <summary>Null when the token names nobody.</summary>
    public static OpenIdPerson? Read(ClaimsPrincipal token, OpenIdOptions options)
    {
        if (token.FindFirst("sub") is not { Value: { Length: > 0 } subject, Issuer: var issuer })
            return null;
        var values = token.FindAll(options.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var roles = options.Roles.Where(pair => pair.Value.Any(values.Contains)).Select(pair => (Role?)pair.Key);
        var email = token.FindFirstValue("email");
        return new(
            issuer, subject, email, token.FindFirstValue("email_verified") is "true" or "True",
            token.FindFirstValue("name") ?? email ?? subject,
            roles.DefaultIfEmpty().Max(), options.GroupClaim.Length > 0, Groups(token, options));
    }

    private static ImmutableArray<long>? Groups(ClaimsPrincipal token, OpenIdOptions options)
    {
        if (options.GroupClaim.Length == 0)
            return null;
        var values = token.FindAll(options.GroupClaim).Select(claim => claim.Value).ToArray();
        if (values.Contains(options.AllGroups, StringComparer.Ordinal))
            return null;
        return
        [
            .. values.Select(value => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1)
                .Where(id => id >= 0).Distinct().Order(),
        ];
    }
}
