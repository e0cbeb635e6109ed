using System.ComponentModel.DataAnnotations;
using DispatchMap.Core;
using DispatchMap.Core.MyCarTracks;
using DispatchMap.Web.People;

namespace DispatchMap.Web.Entry.OpenId;

/// <summary>Signing in with an OpenID Connect provider; section <c>DispatchMap:OpenIdConnect</c>. Off while <see cref="Authority"/> is empty.</summary>
internal sealed class OpenIdOptions : IValidatableObject
{
    public const string Section = "DispatchMap:OpenIdConnect";

    /// <summary>The provider's issuer address, under which its discovery document is: <c>https://login.example.com/realms/fleet</c>.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Empty for a public client: PKCE is used in any case.</summary>
    public Secret? ClientSecret { get; set; }

    /// <summary>What the button says: "Continue with …".</summary>
    public string DisplayName { get; set; } = "your organisation";

    /// <summary>Asked for besides <c>openid profile email</c>.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>The claim that says what somebody is; each of its values is looked up in <see cref="Roles"/>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Which values make which role: <c>Roles:Admin:0 = fleet-admins</c>. Who has none of them is not let in.</summary>
    public Dictionary<Role, List<string>> Roles { get; } = [];

    /// <summary>
    /// The claim that restricts somebody to vehicle groups, by their ids. Empty: the provider says nothing about groups, and
    /// what an admin has set here stays. Set, but missing in somebody's token: no vehicle at all.
    /// </summary>
    public string GroupClaim { get; set; } = "";

    /// <summary>The value of <see cref="GroupClaim"/> that means every vehicle.</summary>
    public string AllGroups { get; set; } = "*";

    /// <summary>
    /// Whether somebody with a local account of the same, verified, e-mail address gets that account. Only for a provider that is
    /// trusted with every address, or it could take over accounts.
    /// </summary>
    public bool LinkByVerifiedEmail { get; set; }

    /// <summary>Accept <c>http</c> towards the loopback interface: for tests.</summary>
    public bool AllowInsecureLoopback { get; set; }

    public bool IsOn => Authority.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || !UpstreamAddress.IsSafe(authority, AllowInsecureLoopback))
            yield return new($"{Section}:{nameof(Authority)} must be an absolute https address without user, query or fragment.");
        if (ClientId.Length == 0)
            yield return new($"{Section}:{nameof(ClientId)} is missing.");
        if (Roles.Values.All(values => values.Count == 0))
            yield return new($"{Section}:{nameof(Roles)} is empty, so nobody could come in: say which values of the claim \"{RoleClaim}\" make an {nameof(Role.Admin)}, {nameof(Role.OpsLead)} or {nameof(Role.Dispatcher)}.");
    }
}
