using Microsoft.AspNetCore.Identity;

namespace DispatchMap.Web.People;

/// <summary>Somebody who may sign in. The e-mail address is the user name.</summary>
public sealed class User : IdentityUser
{
    /// <summary>What others see: "P. Hruška".</summary>
    [PersonalData]
    public string DisplayName { get; set; } = "";

    public Role Role { get; set; }

    /// <summary>The vehicle groups whose vehicles this user may see; null = every vehicle, empty = none.</summary>
    public long[]? OnlyGroups { get; set; }

    /// <summary>An admin has locked this user out.</summary>
    public bool Disabled { get; set; }

    /// <summary>One of the demo's accounts: it has no password and counts only while the demo is on.</summary>
    public bool IsDemo { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }
}
