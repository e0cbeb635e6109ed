namespace DispatchMap.Web.People;

/// <summary>A link that lets somebody make an account for themselves, once.</summary>
public sealed class Invitation
{
    public int Id { get; set; }

    /// <summary>SHA-256 of the link's token: the database alone lets nobody in.</summary>
    public string TokenHash { get; set; } = "";

    /// <summary>Whom it is for. Untrusted text.</summary>
    public string Email { get; set; } = "";

    public Role Role { get; set; }

    /// <inheritdoc cref="User.OnlyGroups"/>
    public long[]? OnlyGroups { get; set; }

    /// <summary>What the inviter was called.</summary>
    public string InvitedBy { get; set; } = "";

    /// <summary>The account that invites. The link is good only for as long as that may invite at all.</summary>
    public string InvitedById { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
