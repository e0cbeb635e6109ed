namespace DispatchMap.Web.Settings.Sections;

/// <summary>The name of a section, and what it holds.</summary>
internal sealed record SettingsKey<T>(string Name)
    where T : class;
