namespace DispatchMap.Web.Browsing;

/// <summary>What <c>desk.js</c> tells about its browser when it starts. Untrusted, like everything from a browser.</summary>
/// <param name="TimeZone">An IANA id.</param>
/// <param name="Theme">What the user chose: <c>light</c>, <c>dark</c> or <c>system</c>.</param>
/// <param name="Dark">What that comes to now.</param>
/// <param name="Labels">The remembered label mode of the map, or null.</param>
/// <param name="BaseMap">The remembered base map, or null.</param>
/// <param name="Clusters">Whether dense places are remembered to be gathered: <c>off</c>, or anything else.</param>
/// <param name="Tails">Whether tails are remembered to be shown: <c>on</c>, or anything else.</param>
internal sealed record BrowserFacts(string? TimeZone, string? Theme, bool Dark, string? Labels, string? BaseMap, string? Clusters, string? Tails);
