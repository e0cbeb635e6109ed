using DispatchMap.Core.Fleet;
using DispatchMap.Web.Settings.Sections;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Settings.Options;

/// <summary>The saved freshness thresholds.</summary>
internal sealed class SavedFreshnessOptions(
    SettingsStore store, IConfiguration configuration, IEnumerable<IValidateOptions<FreshnessOptions>> validators, ILogger<SavedFreshnessOptions> logger)
    : SavedOptions<FreshnessOptions, SavedFreshness>(store, SettingsKeys.Freshness, configuration, FreshnessOptions.Section, validators, logger)
{
    protected override void Apply(SavedFreshness saved, FreshnessOptions options)
    {
        options.Live = saved.Live ?? options.Live;
        options.LiveIntervals = saved.LiveIntervals ?? options.LiveIntervals;
        options.Delayed = saved.Delayed ?? options.Delayed;
        options.Stale = saved.Stale ?? options.Stale;
        options.MovingKmh = saved.MovingKmh ?? options.MovingKmh;
    }
}
