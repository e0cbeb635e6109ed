using DispatchMap.Web.Maps;
using DispatchMap.Web.Settings.Sections;
using Microsoft.Extensions.Options;

namespace DispatchMap.Web.Settings.Options;

/// <summary>The saved base map.</summary>
internal sealed class SavedMapOptions(
    SettingsStore store, IConfiguration configuration, IEnumerable<IValidateOptions<BaseMapOptions>> validators, ILogger<SavedMapOptions> logger)
    : SavedOptions<BaseMapOptions, SavedMap>(store, SettingsKeys.Map, configuration, BaseMapOptions.Section, validators, logger)
{
    protected override void Apply(SavedMap saved, BaseMapOptions options)
    {
        options.TileUrl = saved.TileUrl ?? options.TileUrl;
        options.TileAttribution = saved.TileAttribution ?? options.TileAttribution;
        options.TileMaxZoom = saved.TileMaxZoom ?? options.TileMaxZoom;
    }
}
