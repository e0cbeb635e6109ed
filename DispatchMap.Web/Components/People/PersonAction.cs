namespace DispatchMap.Web.Components.People;

/// <summary>What an admin may wish for somebody's account.</summary>
public enum PersonAction
{
    ChangeAccess,
    OfferPassword,
    ResetTwoFactor,
    SignOutEverywhere,
    Disable,
    Enable,
    Remove,
}
