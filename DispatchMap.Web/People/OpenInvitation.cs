namespace DispatchMap.Web.People;

/// <summary>An invitation that nobody has used yet, as an admin sees it. The texts are untrusted.</summary>
/// <param name="OnlyGroups">The vehicle groups the account will be restricted to; null = every vehicle, empty = none.</param>
public sealed record OpenInvitation(int Id, string Email, Role Role, long[]? OnlyGroups, string InvitedBy, DateTimeOffset ExpiresAt);
