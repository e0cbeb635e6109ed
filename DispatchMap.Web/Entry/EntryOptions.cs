namespace DispatchMap.Web.Entry;

/// <summary>What signing in demands; section <c>DispatchMap:Entry</c>.</summary>
internal sealed class EntryOptions
{
    public const string Section = "DispatchMap:Entry";

    /// <summary>Whose password alone is not enough.</summary>
    public TwoFactorFor RequireTwoFactor { get; set; }

    /// <summary>
    /// The domain that passkeys belong to, such as <c>example.com</c> for a server at <c>map.example.com</c>; the server's own name
    /// when empty. Passkeys made for one domain are of no use on another.
    /// </summary>
    public string? PasskeyDomain { get; set; }
}
