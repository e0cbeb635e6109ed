namespace DispatchMap.Web.People;

/// <summary>An account as an admin sees it. The texts are untrusted.</summary>
/// <param name="OnlyGroups">The vehicle groups it is restricted to; null = every vehicle, empty = none.</param>
/// <param name="TwoFactor">Whether an authenticator app is asked for.</param>
/// <param name="Passkeys">How many it has.</param>
/// <param name="IsDemo">Made in the demo: it counts only while the demo is on.</param>
/// <param name="IsFixed">One of the demo's own accounts, which cannot be changed.</param>
public sealed record Person(
    string Id, string Name, string Email, Role Role, long[]? OnlyGroups, DateTimeOffset? LastSignInAt,
    bool TwoFactor, int Passkeys, bool Disabled, bool IsDemo, bool IsFixed);
