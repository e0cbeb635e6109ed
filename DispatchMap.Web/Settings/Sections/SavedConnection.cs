namespace DispatchMap.Web.Settings.Sections;

/// <summary>The vendor's account. What is null was not set on the page.</summary>
internal sealed record SavedConnection
{
    public string? BaseUrl { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The client secret, encrypted.</summary>
    public string? ProtectedSecret { get; init; }

    /// <summary>The server that the secret was given for: it is sent to no other.</summary>
    public string? SecretFor { get; init; }

    public DateTimeOffset? SecretSetAt { get; init; }

    public string? SecretSetBy { get; init; }
}
