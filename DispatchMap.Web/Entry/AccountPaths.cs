namespace DispatchMap.Web.Entry;

/// <summary>Where users look after their own account.</summary>
internal static class AccountPaths
{
    public const string Root = "/account";
    public const string TwoFactor = "/account/two-factor";
    public const string RecoveryCodes = "/account/recovery-codes";
    public const string PasskeyOptions = "/account/passkey-options";
}
