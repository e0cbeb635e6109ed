namespace DispatchMap.Core.MyCarTracks;

/// <summary>Where the vendor's API is and who we are to it.</summary>
/// <param name="BaseUrl">REST base, without a trailing slash: <c>https://mycartracks.com/services/rest/v3</c>.</param>
/// <param name="TokenUrl">The token end point: <c>https://mycartracks.com/oauth/token</c>.</param>
/// <param name="AllowInsecureLoopback">Accept <c>http</c> and <c>ws</c>, and only towards the loopback interface.</param>
public sealed record UpstreamConnection(
    Uri BaseUrl, Uri TokenUrl, string ClientId, Secret ClientSecret, bool AllowInsecureLoopback = false);
