namespace DispatchMap.Web.Entry;

/// <summary>Who must have a second factor.</summary>
public enum TwoFactorFor
{
    None,
    Admins,
    Everyone,
}
