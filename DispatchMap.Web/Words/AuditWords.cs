using DispatchMap.Web.Audit;

namespace DispatchMap.Web.Words;

/// <summary>What the audit log knows, in words.</summary>
internal static class AuditWords
{
    public static string Of(AuditAction action) => action switch
    {
        AuditAction.SetUp => "Set up",
        AuditAction.SignedIn => "Signed in",
        AuditAction.SignInRefused => "Sign-in refused",
        AuditAction.SignedOut => "Signed out",
        AuditAction.SignedOutEverywhere => "Signed out everywhere",
        AuditAction.PasswordChanged => "Password changed",
        AuditAction.PasswordResetOffered => "Password reset offered",
        AuditAction.TwoFactorOn => "Two-factor turned on",
        AuditAction.TwoFactorOff => "Two-factor turned off",
        AuditAction.RecoveryCodesMade => "Recovery codes made",
        AuditAction.RecoveryCodeUsed => "Recovery code used",
        AuditAction.PasskeyAdded => "Passkey added",
        AuditAction.PasskeyRemoved => "Passkey removed",
        AuditAction.Invited => "Invited",
        AuditAction.InvitationRevoked => "Invitation revoked",
        AuditAction.InvitationAccepted => "Invitation accepted",
        AuditAction.RoleChanged => "Role changed",
        AuditAction.RestrictionChanged => "Restriction changed",
        AuditAction.Disabled => "Disabled",
        AuditAction.Enabled => "Enabled",
        AuditAction.Removed => "Removed",
        AuditAction.SettingsChanged => "Settings changed",
        AuditAction.ConnectionChecked => "Connection checked",
        AuditAction.Exported => "Exported",
        _ => action.ToString(),
    };
}
