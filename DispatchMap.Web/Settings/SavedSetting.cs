namespace DispatchMap.Web.Settings;

/// <summary>A section of the settings as an admin saved it.</summary>
public sealed class SavedSetting
{
    /// <summary>The section's name.</summary>
    public string Key { get; set; } = "";

    /// <summary>Its values as JSON; secrets in it are encrypted.</summary>
    public string Value { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of the admin who saved it.</summary>
    public string ChangedBy { get; set; } = "";
}
