namespace DispatchMap.Web.Entry;

/// <summary>Where to go after signing in: a page of this server and no other.</summary>
internal static class ReturnUrl
{
    /// <summary>The address itself when it is a path on this server, else the desk.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";
}
