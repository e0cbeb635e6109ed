namespace DispatchMap.Web.Settings.Sections;

/// <inheritdoc cref="Maps.BaseMapOptions"/>
internal sealed record SavedMap(string? TileUrl = null, string? TileAttribution = null, int? TileMaxZoom = null);
