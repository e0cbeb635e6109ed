namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>An access token in use. Compared by identity: two grants of the same text are two access tokens.</summary>
/// <param name="expiresAt">When the vendor said it expires, by our clock.</param>
/// <param name="renewAt">When to ask for the next one.</param>
internal sealed class AccessToken(Secret text, DateTimeOffset expiresAt, DateTimeOffset renewAt)
{
    public Secret Text { get; } = text;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public DateTimeOffset RenewAt { get; } = renewAt;
}
