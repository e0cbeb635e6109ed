namespace DispatchMap.Web.Settings.Sections;

/// <summary>The sections. A name, once released, stays.</summary>
internal static class SettingsKeys
{
    public static SettingsKey<SavedConnection> Connection { get; } = new("connection");

    /// <summary>The connection before the one in <see cref="Connection"/>, for an admin who wants it back.</summary>
    public static SettingsKey<SavedConnection> ConnectionBefore { get; } = new("connection.before");

    public static SettingsKey<SavedStream> Stream { get; } = new("stream");

    public static SettingsKey<SavedFreshness> Freshness { get; } = new("freshness");

    public static SettingsKey<SavedMap> Map { get; } = new("map");

    public static SettingsKey<FailedCheck> FailedCheck { get; } = new("check.failed");
}
