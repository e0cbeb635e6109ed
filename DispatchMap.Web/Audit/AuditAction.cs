namespace DispatchMap.Web.Audit;

/// <summary>What the audit log knows. Kept by name: a name, once released, stays.</summary>
public enum AuditAction
{
    SetUp,
    SignedIn,
    SignInRefused,
    SignedOut,
    SignedOutEverywhere,
    NameChanged,
    PasswordChanged,
    PasswordResetOffered,
    TwoFactorOn,
    TwoFactorOff,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    PasskeyAdded,
    PasskeyRemoved,
    Invited,
    InvitationRevoked,
    InvitationAccepted,
    RoleChanged,
    RestrictionChanged,
    Disabled,
    Enabled,
    Removed,
    SettingsChanged,
    ConnectionChecked,
    Exported,
}
