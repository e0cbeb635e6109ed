using System.Net;
using DispatchMap.Core.Outbound;
using DispatchMap.Web.Maps;
using DispatchMap.Web.Settings.Options;
using DispatchMap.Web.Settings.Sections;
using DispatchMap.Web.Words;

namespace DispatchMap.Web.Settings.Forms;

/// <summary>What the map page may do.</summary>
internal sealed class MapForm(AdminActor admin, SettingsStore store, SavedMapOptions map)
{
    public string? Trouble => map.Trouble;

    /// <inheritdoc cref="SavedOptions{TOptions,TSaved}.LockOf"/>
    public string? LockOf(string option) => map.LockOf(option);

    /// <summary>What is saved or configured now.</summary>
    public BaseMapOptions Load() => map.Preview(store.Find(SettingsKeys.Map)?.Value);

    public IReadOnlyList<string> Changes(BaseMapOptions after)
    {
        var before = Load();
        return
        [
            .. SettingsWords.Change("tile address", Address(before), Address(after)),
            .. SettingsWords.Change("attribution", before.TileAttribution, after.TileAttribution.Trim()),
            .. SettingsWords.Change("deepest zoom", SettingsWords.Number(before.TileMaxZoom), SettingsWords.Number(after.TileMaxZoom)),
        ];
    }

    /// <summary>
    /// Every browser fetches from the tile address: what is entered here must not send them, in the open or into the
    /// rooms that they stand in. Configuration is the operator's own word and is not held to that.
    /// </summary>
    public IReadOnlyList<string> Faults(BaseMapOptions after)
    {
        var faults = map.Faults(map.Preview(Saved(after)));
        if (faults.Count > 0 || !after.HasTiles || LockOf(nameof(after.TileUrl)) is not null)
            return faults;
        var url = new Uri(after.TileUrl.Trim());
        if (url.Scheme != Uri.UriSchemeHttps)
            return ["The tile address must begin with https://."];
        if (url.UserInfo.Length > 0)
            return ["The tile address must hold no user name: every browser would see it."];
        return !IsPrivate(url) || after.AllowPrivateTiles ? [] : ["The tile address leads into a private network. To allow that, set DispatchMap__Map__AllowPrivateTiles=true."];
    }

    /// <inheritdoc cref="ConnectionForm.SaveAsync"/>
    public async Task<IReadOnlyList<string>> SaveAsync(BaseMapOptions after, CancellationToken cancellationToken)
    {
        var actor = await admin.GetAsync();
        if (Faults(after) is { Count: > 0 } faults)
            return faults;
        if (Changes(after) is { Count: > 0 } changes)
        {
            var change = SettingsChange.None.With(SettingsKeys.Map, Saved(after));
            await store.SaveAsync(actor, "Map", string.Join("; ", changes), change, cancellationToken);
        }

        return [];
    }

    private static string Address(BaseMapOptions options) => options.HasTiles ? options.TileUrl.Trim() : "the outline map";

    /// <summary>By what the name says: the server never fetches a tile, and what a name leads to is another question in every browser.</summary>
    private static bool IsPrivate(Uri url) =>
        url.IsLoopback || !url.Host.Contains('.', StringComparison.Ordinal) && url.HostNameType == UriHostNameType.Dns
        || IPAddress.TryParse(url.DnsSafeHost, out var address) && AddressRules.KindOf(address) != AddressKind.Public
        || url.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || url.Host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase);

    private SavedMap Saved(BaseMapOptions options)
    {
        var before = store.Find(SettingsKeys.Map)?.Value ?? new();
        return new(
            LockOf(nameof(options.TileUrl)) is null ? options.TileUrl.Trim() : before.TileUrl,
            LockOf(nameof(options.TileAttribution)) is null ? options.TileAttribution.Trim() : before.TileAttribution,
            LockOf(nameof(options.TileMaxZoom)) is null ? options.TileMaxZoom : before.TileMaxZoom);
    }
}
