using DispatchMap.Web.Settings.Sections;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Settings.Options;

/// <summary>The saved stream defaults.</summary>
internal sealed class SavedStreamDefaults(
    SettingsStore store, IConfiguration configuration, IEnumerable<IValidateOptions<StreamDefaults>> validators, ILogger<SavedStreamDefaults> logger)
    : SavedOptions<StreamDefaults, SavedStream>(store, SettingsKeys.Stream, configuration, StreamDefaults.Section, validators, logger)
{
    protected override void Apply(SavedStream saved, StreamDefaults options)
    {
        options.IncludeShared = saved.IncludeShared ?? options.IncludeShared;
        options.MinIntervalSeconds = saved.MinIntervalSeconds ?? options.MinIntervalSeconds;
        options.Fields = saved.Fields ?? options.Fields;
    }
}
