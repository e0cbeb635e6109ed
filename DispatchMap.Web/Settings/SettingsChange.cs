using System.Collections.Immutable;
using DispatchMap.Web.Audit;
using DispatchMap.Web.Settings.Sections;

namespace DispatchMap.Web.Settings;

/// <summary>Sections that are saved together.</summary>
/// <param name="Action">How the audit log calls it; null when it is not for the audit log.</param>
internal sealed record SettingsChange(ImmutableArray<KeyValuePair<string, object>> Sections, AuditAction? Action = AuditAction.SettingsChanged)
{
    public static SettingsChange None { get; } = new([]);

    public SettingsChange With<T>(SettingsKey<T> key, T value)
        where T : class => this with { Sections = Sections.Add(KeyValuePair.Create<string, object>(key.Name, value)) };
}
