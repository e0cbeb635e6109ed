using System.ComponentModel.DataAnnotations;

namespace DispatchMap.Web.Maps;

/// <summary>The map under the vehicles: <c>DispatchMap:Map</c>.</summary>
internal sealed class BaseMapOptions : IValidatableObject
{
    public const string Section = "DispatchMap:Map";

    private static readonly string[] Parts = ["{z}", "{x}", "{y}"];

    /// <summary>Raster tiles, with <c>{z}</c>, <c>{x}</c> and <c>{y}</c>. Empty: only the built-in outline map, which needs no internet.</summary>
    public string TileUrl { get; set; } = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";

    /// <summary>Shown on the map, as text. The owners of most tiles require it.</summary>
    public string TileAttribution { get; set; } = "© OpenStreetMap contributors";

    /// <summary>The deepest zoom that the tiles have; beyond it they are enlarged.</summary>
    public int TileMaxZoom { get; set; } = 19;

    /// <summary>Whether the settings page may name a tile server inside a private network.</summary>
    public bool AllowPrivateTiles { get; set; }

    public bool HasTiles => TileUrl.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TileMaxZoom is < 1 or > 22)
            yield return new($"{Section}:{nameof(TileMaxZoom)} is {TileMaxZoom}; it must be between 1 and 22.");
        if (!HasTiles)
            yield break;
        if (!Uri.TryCreate(TileUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            yield return new($"{Section}:{nameof(TileUrl)} must be an http or https address, or empty for the built-in outline map.");
        if (Parts.Any(part => !TileUrl.Contains(part, StringComparison.Ordinal)))
            yield return new($"{Section}:{nameof(TileUrl)} must contain {{z}}, {{x}} and {{y}}.");
        if (string.IsNullOrWhiteSpace(TileAttribution))
            yield return new($"{Section}:{nameof(TileAttribution)} must name the owner of the tiles.");
    }
}
