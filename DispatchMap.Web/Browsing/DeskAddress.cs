using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace DispatchMap.Web.Browsing;

/// <summary>
/// The desk's address: its filters, its selection and its map are in it, so a reload, a link and a way back find them as they were.
/// The browser writes it, not the router: only the browser knows whether somebody has just gone to another page.
/// </summary>
internal sealed class DeskAddress : IDisposable
{
    private readonly NavigationManager _navigation;
    private readonly UserBrowser _browser;

    public DeskAddress(NavigationManager navigation, UserBrowser browser)
    {
        _navigation = navigation;
        _browser = browser;
        Note(navigation.Uri);
        navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>Where the desk is, or was left. Relative to the base: empty, or the query.</summary>
    public string Last { get; private set; } = "";

    /// <summary>Where the user is, relative to the base.</summary>
    public string Here => _navigation.ToBaseRelativePath(_navigation.Uri) is var path && IsDesk(path) ? Last : path;

    /// <summary>Writes what the desk shows now into the address.</summary>
    public async Task WriteAsync(string query)
    {
        if (query == Last)
            return;
        Last = query;
        await _browser.WriteDeskAddressAsync(query);
    }

    public void Dispose() => _navigation.LocationChanged -= OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => Note(change.Location);

    private void Note(string uri)
    {
        var path = _navigation.ToBaseRelativePath(uri);
        if (IsDesk(path))
            Last = path;
    }

    private static bool IsDesk(string path) => path is "" or ['?', ..];
}
