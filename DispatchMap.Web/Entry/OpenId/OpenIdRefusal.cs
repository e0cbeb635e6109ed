namespace DispatchMap.Web.Entry.OpenId;

/// <summary>Why somebody is not let in whom the provider may well know.</summary>
internal enum OpenIdRefusal
{
    /// <summary>The provider said nothing that counts: it was cancelled, too late, or not for us.</summary>
    NoAnswer,

    /// <summary>Their claims make no role here.</summary>
    NoRole,

    /// <summary>The provider names no e-mail address.</summary>
    NoEmail,

    /// <summary>Somebody has a local account of this address.</summary>
    EmailTaken,

    /// <summary>An admin has locked them out.</summary>
    Disabled,
}
