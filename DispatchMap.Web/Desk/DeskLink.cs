using System.Collections.Immutable;
using System.Globalization;
using DispatchMap.Core.Fleet;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace DispatchMap.Web.Desk;

/// <summary>
/// A <see cref="DeskView"/> as the query of an address, and back:
/// <c>?group=10,20&amp;state=live,delayed&amp;motion=moving&amp;q=van&amp;sort=-age&amp;sel=7,9&amp;at=48.15,17.11,11.5</c>.
/// Links are kept and edited by people, so whatever does not make sense is left out, never an error.
/// </summary>
internal static class DeskLink
{
    private const int MaxGroups = 100;
    private const int MaxSearch = 100;

    public static string Format(DeskView view)
    {
        var parts = new List<string>();
        Add("group", string.Join(',', view.Groups));
        Add("state", Names<Connection>(view.Connections));
        Add("motion", Names<Motion>(view.Motions));
        Add("q", Uri.EscapeDataString(view.Search.Trim()));
        Add("sort", view.Sort == default ? "" : (view.Sort.Descending ? "-" : "") + Name(view.Sort.By));
        Add("sel", string.Join(',', view.Selected));
        if (view.Map is { } map)
            Add("at", string.Create(CultureInfo.InvariantCulture, $"{map.Latitude},{map.Longitude},{map.Zoom}"));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string key, string value)
        {
            if (value.Length > 0)
                parts.Add($"{key}={value}");
        }
    }

    public static DeskView Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        var search = Text("q");
        return new()
        {
            Groups = [.. Ids("group").Take(MaxGroups).Order()],
            Connections = Mask<Connection>(Text("state")),
            Motions = Mask<Motion>(Text("motion")),
            Search = search.Length <= MaxSearch ? search : search[..MaxSearch],
            Sort = Sort(Text("sort")),
            Selected = [.. Ids("sel").Take(DeskView.MaxSelected)],
            Map = Position(Text("at")),
        };

        string Text(string key) => values.GetValueOrDefault(key, StringValues.Empty).FirstOrDefault() ?? "";

        IEnumerable<long> Ids(string key) => Text(key).Split(',')
            .Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1)
            .Where(id => id >= 0)
            .Distinct();
    }

    private static FleetSort Sort(string text) =>
        Enum.GetValues<FleetColumn>().Where(column => Name(column) == text.TrimStart('-'))
            .Select(column => new FleetSort(column, text.StartsWith('-')))
            .FirstOrDefault();

    private static MapPosition? Position(string text)
    {
        var parts = text.Split(',').Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return parts is [var latitude, var longitude, var zoom] ? MapPosition.From(latitude, longitude, zoom) : null;
    }

    private static string Names<T>(int mask) where T : struct, Enum =>
        string.Join(',', Enum.GetValues<T>().Where(value => (mask & Bit(value)) != 0).Select(Name));

    private static int Mask<T>(string text) where T : struct, Enum
    {
        var names = text.Split(',').ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        return Enum.GetValues<T>().Where(value => names.Contains(Name(value))).Sum(Bit);
    }

    private static int Bit<T>(T value) where T : struct, Enum => 1 << Convert.ToInt32(value, CultureInfo.InvariantCulture);

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
