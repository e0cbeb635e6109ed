namespace DispatchMap.Core.MyCarTracks.Rest;

/// <summary>What the token server granted.</summary>
/// <param name="ExpiresIn">Null when it did not say.</param>
internal sealed record TokenGrant(Secret Token, TimeSpan? ExpiresIn);
