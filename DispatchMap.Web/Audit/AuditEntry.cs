namespace DispatchMap.Web.Audit;

/// <summary>One line of the audit log: written once, never changed.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; set; }

    public AuditAction Action { get; set; }

    /// <summary>Who did it; null when nobody was signed in.</summary>
    public string? ActorId { get; set; }

    /// <summary>Their name then, or the e-mail address somebody tried. Untrusted text.</summary>
    public string Actor { get; set; } = "";

    /// <summary>Whom or what it was done to. Untrusted text.</summary>
    public string Subject { get; set; } = "";

    /// <summary>What exactly, in words; never a secret.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The network address it came from.</summary>
    public string Address { get; set; } = "";

    /// <summary>All its texts as a search compares them: no database folds every letter by itself.</summary>
    public string SearchText { get; set; } = "";
}
